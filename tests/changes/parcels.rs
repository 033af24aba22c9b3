//! Parcels and what they travel in.

use std::collections::BTreeSet;

use domain::{
    ExternalId, Parcel, ParcelAct, ParcelLine, ParcelState, ParcelStep, Scheme, StepLine, Supply,
    SupplyAct, SupplyStep,
};
use marketplaces::{Changes, Cursor, FileWish};

use super::Hand;
use crate::hand::ACCOUNT;

impl Hand<'_> {
    /// Of each way to a buyer, one parcel is given up, another goes as far as the seller can bring
    /// it.
    pub(super) async fn parcels(&self) {
        let Some(by) = self.shop.parcel_steps() else {
            return;
        };
        let mut carried = None;
        let parcels = self.rows_after::<Parcel>(&mut carried).await;
        let ways: BTreeSet<String> = parcels.iter().map(way).collect();
        for name in ways {
            let own: Vec<_> = parcels.iter().filter(|one| way(one) == name).collect();
            let given_up = own
                .iter()
                .find(|parcel| parcel.acts.contains(&ParcelAct::Cancel));
            if let Some(parcel) = given_up {
                self.there(by, &step(parcel, ParcelAct::Cancel, None)).await;
            }
            let gone = given_up.map(|parcel| &parcel.external_id);
            let other = own
                .iter()
                .filter(|one| Some(&one.external_id) != gone && next(one).is_some())
                // One that the marketplace delivers has more: labels, papers, a shipment.
                .min_by_key(|one| one.scheme == Scheme::SellerDelivery);
            let other = (*other.expect("a parcel that waits for the seller")).clone();
            self.brought(by, other, &mut carried).await;
        }
    }

    /// A parcel goes step by step, and its label is had on the way.
    async fn brought(
        &self,
        by: &dyn Changes<ParcelStep>,
        mut at: Parcel,
        carried: &mut Option<Cursor>,
    ) {
        for _ in 0..6 {
            if let Some(files) = self
                .shop
                .files()
                .filter(|_| carried.is_some() && labelled(&at))
            {
                let parcels = vec![at.external_id.clone()];
                self.file(files, &FileWish::Labels { parcels }).await;
            }
            let Some(act) = next(&at) else { return };
            let supply = match act {
                ParcelAct::Confirm => self.supply().await,
                _ => None,
            };
            self.there(by, &step(&at, act, supply)).await;
            let parcels = self.rows_after::<Parcel>(carried).await;
            match parcels
                .into_iter()
                .find(|one| one.external_id == at.external_id)
            {
                Some(parcel) => at = parcel,
                None => return,
            }
        }
        panic!("a parcel has fewer steps than that");
    }

    /// A parcel that the seller delivers comes as far as the buyer, who does not want it.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn unwanted(&self) {
        let by = self.shop.parcel_steps().expect("parcels are handled");
        let mut carried = None;
        let parcels = self.rows_after::<Parcel>(&mut carried).await;
        let ways: BTreeSet<String> = parcels.iter().map(way).collect();
        for name in ways.into_iter().filter(|name| !name.is_empty()) {
            let mut own = parcels.iter().filter(|one| way(one) == name);
            let mut at = own.find(|one| one.state == ParcelState::New).cloned();
            while let Some(parcel) = at {
                let mut wanted = step(&parcel, ParcelAct::Cancel, None);
                wanted.reason = Some("reject".to_owned());
                let last = matches!(parcel.state, ParcelState::Packed | ParcelState::HandedOver);
                match next(&parcel) {
                    _ if last && parcel.acts.contains(&ParcelAct::Cancel) => {
                        self.there(by, &wanted).await;
                        break;
                    }
                    Some(act) => self.there(by, &step(&parcel, act, None)).await,
                    None => break,
                };
                let rows = self.rows_after::<Parcel>(&mut carried).await.into_iter();
                at = rows
                    .into_iter()
                    .find(|one| one.external_id == parcel.external_id);
            }
        }
    }

    /// Parcels that the seller delivers are brought to their buyer, and one that is disputed once it
    /// is packed goes on its way.
    ///
    /// # Panics
    /// When a step is not taken, or no parcel is disputed.
    pub async fn delivered_and_disputed(&self) {
        let by = self.shop.parcel_steps().expect("parcels are handled");
        let mut carried = None;
        let parcels = self.rows_after::<Parcel>(&mut carried).await;
        let (own, others): (Vec<_>, Vec<_>) = parcels
            .into_iter()
            .filter(|parcel| parcel.acts.contains(&ParcelAct::Pack))
            .partition(|parcel| parcel.scheme == Scheme::SellerDelivery);
        let own = own
            .into_iter()
            .next()
            .expect("one that the seller delivers");
        self.brought(by, own, &mut carried).await;
        for parcel in others {
            self.there(by, &step(&parcel, ParcelAct::Pack, None)).await;
            let now = self.rows_after::<Parcel>(&mut carried).await.into_iter();
            let mut disputed = now.filter(|one| matches!(one.state, ParcelState::Other(_)));
            if let Some(parcel) = disputed.find(|one| one.acts.contains(&ParcelAct::HandOver)) {
                self.there(by, &step(&parcel, ParcelAct::HandOver, None))
                    .await;
                return;
            }
        }
        panic!("no parcel is disputed");
    }

    async fn supply(&self) -> Option<ExternalId> {
        let by = self.shop.supply_steps()?;
        let wanted = SupplyStep {
            account: ACCOUNT,
            supply: None,
            name: "Поставка 1".to_owned(),
            act: SupplyAct::Open,
            parcels: Vec::new(),
            slot: None,
        };
        if by.fit(&wanted).is_err() {
            return None;
        }
        self.there(by, &wanted).await.id
    }

    /// Hands over the first shipment that can be.
    pub(super) async fn supplies(&self) {
        let Some(by) = self.shop.supply_steps() else {
            return;
        };
        for row in self
            .rows::<Supply>()
            .await
            .into_iter()
            .filter(|row| row.open)
        {
            let wanted = SupplyStep {
                account: ACCOUNT,
                supply: Some(row.external_id),
                name: row.name,
                act: SupplyAct::HandOver,
                parcels: Vec::new(),
                slot: None,
            };
            if by.fit(&wanted).is_err() {
                continue;
            }
            // Some cannot be handed over yet.
            if self.there_if_taken(by, &wanted).await {
                return;
            }
        }
    }

    /// A supply with parcels in it leaves.
    pub(super) async fn handed_over(&self) {
        let Some(by) = self.shop.supply_steps() else {
            return;
        };
        let filled: Vec<_> = self
            .rows::<Parcel>()
            .await
            .into_iter()
            .filter(|parcel| parcel.lines.iter().all(|line| line.marks.is_empty()))
            .filter_map(|parcel| parcel.supply)
            .collect();
        let supplies = self.rows::<Supply>().await.into_iter();
        let mut open = supplies.filter(|one| one.open && filled.contains(&one.external_id));
        let Some(supply) = open.next_back() else {
            return;
        };
        let wanted = SupplyStep {
            account: ACCOUNT,
            supply: Some(supply.external_id),
            name: supply.name,
            act: SupplyAct::HandOver,
            parcels: Vec::new(),
            slot: None,
        };
        if by.fit(&wanted).is_ok() {
            self.there(by, &wanted).await;
        }
    }
}

/// How a parcel reaches its buyer, where its identity names that: several ways are read as one feed.
fn way(parcel: &Parcel) -> String {
    let named = parcel.external_id.as_str().split_once(':');
    named.map_or(String::new(), |(way, _)| way.to_owned())
}

/// What the seller does next to bring a parcel on its way.
fn next(parcel: &Parcel) -> Option<ParcelAct> {
    let mut acts = parcel.acts.iter().copied();
    acts.find(|act| !matches!(act, ParcelAct::Cancel | ParcelAct::Label))
}

fn labelled(parcel: &Parcel) -> bool {
    parcel.acts.contains(&ParcelAct::Label)
}

/// A code of its own, of the length that its kind has.
fn code(kind: &str, mark: usize) -> String {
    match kind {
        "gtin" => format!("{mark:013}"),
        "imei" => format!("{mark:015}"),
        "uin" => format!("{mark:016}"),
        "code" => format!("{mark:06}"),
        _ => format!("0104780063010017215abc{mark}"),
    }
}

/// A step of a parcel with all its lines; every mark is another one.
pub(super) fn step(parcel: &Parcel, act: ParcelAct, supply: Option<ExternalId>) -> ParcelStep {
    let mut mark = 0;
    let line = |line: &ParcelLine| StepLine {
        item: line.item.clone(),
        listing: line.listing.clone(),
        quantity: line.quantity,
        marks: line
            .marks
            .iter()
            .map(|kind| {
                mark += 1;
                (kind.clone(), code(kind, mark))
            })
            .collect(),
    };
    ParcelStep {
        account: ACCOUNT,
        parcel: parcel.external_id.clone(),
        act,
        lines: parcel.lines.iter().map(line).collect(),
        reason: None,
        supply,
        expected: parcel.word.clone(),
    }
}
