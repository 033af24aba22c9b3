//! What a seller does with parcels beside their usual way: marks, own delivery, delivery notes and
//! their papers. For shops whose supplies are made of parcels that are packed already.

use domain::{ExternalId, Parcel, ParcelAct, ParcelState, Scheme, Supply, SupplyAct, SupplyStep};
use marketplaces::Files;

use super::Hand;
use super::papers::papers_of;
use super::parcels::step;
use crate::hand::ACCOUNT;

impl Hand<'_> {
    /// Marks, brings, hands in with a note, takes the note back, and fetches every paper.
    ///
    /// # Panics
    /// When something is not taken, or not read back.
    pub async fn with_notes(&self) {
        for act in [ParcelAct::Mark, ParcelAct::HandOver, ParcelAct::Deliver] {
            let by = self.shop.parcel_steps().expect("parcels are handled");
            let parcels = self.rows::<Parcel>().await;
            let fit = |parcel: &&Parcel| parcel.acts.first() == Some(&act);
            let parcel = parcels.iter().find(fit);
            let parcel = parcel.unwrap_or_else(|| panic!("some parcel waits for {act:?}"));
            self.there(by, &step(parcel, act, None)).await;
        }
        let files = self.shop.files().expect("papers are offered");
        let labelled = self.labels(files, 1).await;
        assert_eq!(labelled, 1, "a parcel whose label can be had");
        self.note().await;
        self.note_papers(files).await;
    }

    async fn note(&self) {
        let by = self.shop.supply_steps().expect("notes are made");
        let parcels = self.rows::<Parcel>().await;
        let ready = |one: &&Parcel| {
            one.scheme == Scheme::Seller
                && one.state == ParcelState::Packing
                && !one.acts.contains(&ParcelAct::Mark)
        };
        let parcels: Vec<ExternalId> = parcels
            .iter()
            .filter(ready)
            .take(2)
            .map(|one| one.external_id.clone())
            .collect();
        let wanted = |act, supply, parcels| SupplyStep {
            account: ACCOUNT,
            supply,
            name: String::new(),
            act,
            parcels,
            slot: None,
        };
        let made = wanted(SupplyAct::Open, None, parcels);
        let note = self.there(by, &made).await.id;
        let note = note.expect("a new note is named");
        let supplies = self.rows::<Supply>().await;
        let listed = supplies.iter().find(|one| one.external_id == note);
        assert!(listed.is_some_and(|one| one.open), "and stands in the list");
        let gone = wanted(SupplyAct::Cancel, Some(note), Vec::new());
        self.there(by, &gone).await;
    }

    async fn note_papers(&self, files: &dyn Files) {
        let supplies = self.rows::<Supply>().await;
        let supply = supplies
            .into_iter()
            .find(|one| one.scheme == Scheme::Seller)
            .expect("a note");
        for wish in papers_of(files, &supply) {
            self.file(files, &wish).await;
        }
    }
}
