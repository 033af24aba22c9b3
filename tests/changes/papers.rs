//! Labels, papers of supplies, documents.

use domain::{Document, Parcel, ParcelAct, Supply};
use marketplaces::{File, FileAnswer, FileWish, Files, Result};

use super::{Hand, LOOKS};
use crate::hand;

impl Hand<'_> {
    /// Labels of one parcel and of two, and every paper of the first supplies.
    pub(super) async fn papers(&self) {
        let Some(files) = self.shop.files() else {
            return;
        };
        self.labels(files, 2).await;
        let supplies = self.rows::<Supply>().await.into_iter();
        self.supply_papers(files, supplies.take(3)).await;
    }

    /// A label and a document must come; papers of a supply that has left are asked for.
    pub(super) async fn documents(&self) {
        let Some(files) = self.shop.files() else {
            return;
        };
        self.labels(files, 1).await;
        let mut supplies = self.rows::<Supply>().await.into_iter();
        self.supply_papers(files, supplies.find(|one| !one.open))
            .await;
        let document = self.rows::<Document>().await.into_iter().next();
        let wish = document.and_then(|one| {
            Some(FileWish::Document {
                document: one.external_id,
                format: one.formats.into_iter().next()?,
            })
        });
        if let Some(wish) = wish {
            self.file(files, &wish).await;
        }
    }

    /// Labels of so many parcels at a time. How many could have one.
    pub(super) async fn labels(&self, files: &dyn Files, most: usize) -> usize {
        let parcels = self.rows::<Parcel>().await.into_iter();
        let labelled: Vec<_> = parcels
            .filter(|parcel| files.has_labels() && parcel.acts.contains(&ParcelAct::Label))
            .map(|parcel| parcel.external_id)
            .take(most)
            .collect();
        for count in 1..=labelled.len() {
            let parcels = labelled.iter().take(count).cloned().collect();
            let wish = FileWish::Labels { parcels };
            match self.asked(files, &wish).await {
                Err(error) if count == 1 => {
                    panic!("a label that the parcel says can be had: {error}")
                }
                // Some marketplaces give one label at a time.
                _ => {}
            }
        }
        labelled.len()
    }

    async fn supply_papers(&self, files: &dyn Files, supplies: impl IntoIterator<Item = Supply>) {
        for supply in supplies {
            for wish in papers_of(files, &supply) {
                // Some are made later.
                let _ = self.asked(files, &wish).await;
            }
        }
    }

    /// A file that must come.
    pub(super) async fn file(&self, files: &dyn Files, wish: &FileWish) {
        let file = self.asked(files, wish).await;
        file.unwrap_or_else(|error| panic!("{wish:?}: {error}"));
    }

    /// Asks until the file is here or refused. One that comes has something in it.
    async fn asked(&self, files: &dyn Files, wish: &FileWish) -> Result<File> {
        let mut ticket = None;
        for _ in 0..LOOKS {
            let ask = async || files.file(wish, ticket.as_deref()).await;
            match hand::patient(&self.time, ask).await? {
                FileAnswer::Here(file) => {
                    assert!(!file.bytes.is_empty(), "{}: something is in it", file.name);
                    return Ok(file);
                }
                FileAnswer::Later { wait, ticket: next } => {
                    self.time.advance(wait);
                    ticket = Some(next);
                }
            }
        }
        panic!("{wish:?}: it never comes");
    }
}

/// Every paper of a supply.
pub(super) fn papers_of(files: &dyn Files, supply: &Supply) -> Vec<FileWish> {
    let wish = |paper: &&'static str| FileWish::Supply {
        supply: supply.external_id.clone(),
        paper: (*paper).to_owned(),
    };
    files.supply_papers().iter().map(wish).collect()
}
