//! Prices, quantities, cards and the words that cards are filled with.

use domain::{
    Attribute, CardAttribute, CardChange, Category, Change, Currency, ExternalId, Group, Listing,
    Money, Packed, Picture, PictureFile, PictureFormat, Price, PriceChange, Scheme, StockChange,
    StockLevel, Warehouse,
};

use marketplaces::{Changes, Seen};

use super::Hand;
use crate::hand::{self, ACCOUNT};

impl Hand<'_> {
    pub(super) async fn price(&self) {
        let Some(by) = self.shop.price_changes() else {
            return;
        };
        let rows = self.rows::<Price>().await;
        let row = rows
            .into_iter()
            .find(|row| row.held.is_none())
            .expect("some price");
        let wanted = PriceChange {
            account: ACCOUNT,
            article: self.article(&row.listing).await,
            listing: row.listing,
            variant: row.variant,
            price: Money::new(row.price.minor / 100 * 102 / 100 * 100, row.price.currency),
            before: row.before,
            least: row.least,
            expected: Some(row.price),
            expected_before: row.before,
        };
        let wanted = match by.fit(&wanted) {
            Ok(()) => wanted,
            Err(unfit) => *unfit.nearest.expect("a price close to it would be taken"),
        };
        assert_ne!(
            Some(wanted.price),
            wanted.expected,
            "a price that is another one"
        );
        self.there(by, &wanted).await;
        let rows = self.rows::<Price>().await;
        let now = rows
            .iter()
            .find(|row| row.listing == wanted.listing && row.variant == wanted.variant);
        assert_eq!(
            now.map(|row| row.price),
            Some(wanted.price),
            "the feed says the same"
        );
    }

    pub(super) async fn stock(&self) {
        let Some(by) = self.shop.stock_changes() else {
            return;
        };
        let places = self.rows::<Warehouse>().await;
        let place = |level: &StockLevel| {
            let mut fit = places
                .iter()
                .filter(|place| place.scheme == level.scheme && place.active);
            let at = |place: &Warehouse| {
                let names = [place.name.as_str(), place.external_id.as_str(), ""];
                names.contains(&level.warehouse.as_str())
            };
            fit.find(|place| at(place)).cloned()
        };
        let levels = self.rows::<StockLevel>().await;
        let mut own = levels
            .into_iter()
            .filter(|level| level.scheme != Scheme::Marketplace);
        let (level, place) = own
            .find_map(|level| place(&level).map(|place| (level, place)))
            .expect("something lies in a warehouse of the seller's");
        let wanted = StockChange {
            account: ACCOUNT,
            article: self.article(&level.listing).await,
            listing: level.listing,
            warehouse: place.external_id,
            available: level.available + 3,
            expected: Some(level.available),
        };
        self.there(by, &wanted).await;
    }

    pub(super) async fn card(&self) {
        let Some(by) = self.shop.card_changes() else {
            return;
        };
        let rows = self.rows::<Listing>().await;
        let row = rows.into_iter().next().expect("a card");
        let before = (
            row.title.clone(),
            row.description.clone().unwrap_or_default(),
        );
        let title: String = row.title.chars().take(40).collect();
        let wanted = CardChange {
            title: Some(format!("{title}, обновлённый")),
            description: Some(format!("{} Стирать при 30 °C.", before.1)),
            expected: Some(before),
            ..CardChange::of(ACCOUNT, Some(row.external_id), &row.article)
        };
        self.there(by, &wanted).await;
        self.group(by, &wanted).await;
        self.pictures(by, &wanted).await;
    }

    /// More pictures than the card has, then fewer: files, where a marketplace takes files.
    async fn pictures(&self, by: &dyn Changes<CardChange>, card: &CardChange) {
        let file = |digit: &str| {
            Picture::File(PictureFile {
                sha256: digit.repeat(64),
                format: PictureFormat::Jpg,
                width: 900,
                height: 1200,
                bytes: 68,
            })
        };
        for pictures in [vec![file("a"), file("b"), file("c")], vec![file("d")]] {
            let wanted = CardChange {
                title: None,
                description: None,
                expected: None,
                pictures: Some(pictures),
                ..card.clone()
            };
            if by.fit(&wanted).is_ok() {
                self.there(by, &wanted).await;
            }
        }
    }

    /// A new card, and one that is made beside it.
    ///
    /// # Panics
    /// When one is not taken, or not read back.
    pub async fn new_cards(&self) {
        let by = self.shop.card_changes().expect("cards are made");
        let rows = self.rows::<Listing>().await;
        let known = rows.first().expect("a card");
        let category = self.category(known).await;
        let mut new = new_card("new-1", category.clone(), known.brand.clone());
        if by.fit(&new).is_err() {
            // Where pictures and a price follow, and goods are measured by those who store them.
            (new.pictures, new.packed, new.price) = (None, None, None);
        }
        self.there(by, &new).await;
        let (_, again) = self.change(by, &new).await;
        assert_eq!(
            again,
            Seen::There,
            "an article that has its card is not made twice"
        );
        let beside = CardChange {
            article: "new-2".to_owned(),
            group: Some(Group::With(known.external_id.clone())),
            ..new
        };
        let joins = by.fit(&beside).is_ok();
        if joins {
            self.there(by, &beside).await;
        }
        let now = self.rows::<Listing>().await;
        let own = |article: &str| now.iter().filter(|row| row.article == article).count();
        assert_eq!(own("new-1"), 1, "it is listed once");
        assert_eq!(
            own("new-2"),
            usize::from(joins),
            "and so is the one beside it"
        );
        let row = now.iter().find(|row| row.article == "new-1");
        let row = row.expect("a card that nobody has in stock");
        let of = || CardChange::of(ACCOUNT, Some(row.external_id.clone()), &row.article);
        self.characterised(by, of(), category).await;
        self.put_away(by, of()).await;
    }

    /// One characteristic alone, by a value of its dictionary, where there is one.
    async fn characterised(
        &self,
        by: &dyn Changes<CardChange>,
        change: CardChange,
        category: ExternalId,
    ) {
        let dictionary = self.shop.dictionary().expect("categories are told");
        let fields = hand::patient(&self.time, async || dictionary.fields(&category).await).await;
        let mut fields = fields.expect("what its cards need").into_iter();
        let Some(field) = fields.rfind(|field| field.has_values) else {
            return;
        };
        let id = &field.external_id;
        let values = async || dictionary.values(&category, id, "").await;
        let values = hand::patient(&self.time, values).await.expect("values");
        let value = values.into_iter().next().expect("one at least");
        let attribute = CardAttribute {
            id: id.clone(),
            shown: Attribute {
                name: field.name,
                value: value.value,
            },
            values: vec![value.external_id],
        };
        let mut wanted = CardChange {
            attributes: vec![attribute],
            ..change
        };
        if by.fit(&wanted).is_err() {
            // Where characteristics go with their category.
            wanted.category = Some(category.clone());
        }
        self.there(by, &wanted).await;
    }

    /// Into the archive and out of it again.
    async fn put_away(&self, by: &dyn Changes<CardChange>, change: CardChange) {
        for archived in [true, false] {
            let moved = CardChange {
                archived: Some(archived),
                ..change.clone()
            };
            self.there(by, &moved).await;
        }
    }

    /// Some card joins another of its category, and stands alone again.
    async fn group(&self, by: &dyn Changes<CardChange>, card: &CardChange) {
        let alone = CardChange {
            title: None,
            description: None,
            expected: None,
            group: Some(Group::Alone),
            ..card.clone()
        };
        if by.fit(&alone).is_err() {
            return;
        }
        let rows = self.rows::<Listing>().await;
        let pair = rows.iter().find_map(|own| {
            let mut others = rows.iter().filter(|row| row.external_id != own.external_id);
            let other = others.find(|row| row.category == own.category)?;
            Some((own, other))
        });
        let (own, other) = pair.expect("two cards of one category");
        let joined = CardChange {
            listing: Some(own.external_id.clone()),
            article: own.article.clone(),
            group: Some(Group::With(other.external_id.clone())),
            expected_group: Some(Group::Alone),
            ..alone
        };
        self.there(by, &joined).await;
        let back = joined.before().expect("the old group is known");
        self.there(by, &back).await;
    }

    /// The identity of the category that a listing is in.
    async fn category(&self, listing: &Listing) -> ExternalId {
        let dictionary = self.shop.dictionary().expect("categories are told");
        let all = hand::patient(&self.time, async || dictionary.categories().await);
        let all = all.await.expect("categories");
        let own = |one: &&Category| one.path.last() == listing.category.as_ref();
        // Where a card tells none, any will do.
        let own = all.iter().find(own).or(all.iter().find(|one| one.leaf));
        own.expect("a category that cards are filed under")
            .external_id
            .clone()
    }

    /// What cards of some category need.
    pub(super) async fn words(&self) {
        let Some(dictionary) = self.shop.dictionary() else {
            return;
        };
        let categories = hand::patient(&self.time, async || dictionary.categories().await);
        let categories = categories.await.expect("categories");
        let leaf = categories.into_iter().find(|one| one.leaf);
        let leaf = leaf.expect("one that cards are filed under").external_id;
        let fields = hand::patient(&self.time, async || dictionary.fields(&leaf).await).await;
        let fields = fields.expect("what its cards need");
        assert!(!fields.is_empty(), "cards of {leaf} have something");
        if let Some(field) = fields.iter().find(|field| field.has_values) {
            let values = hand::patient(&self.time, async || {
                dictionary.values(&leaf, &field.external_id, "").await
            });
            let values = values.await.expect("values of a field that has some");
            let word = &values.first().expect("one at least").value;
            let found = hand::patient(&self.time, async || {
                dictionary.values(&leaf, &field.external_id, word).await
            });
            let found = found.await.expect("values by their words");
            let own = found.iter().any(|value| value.value == *word);
            assert!(own, "{word} is found by its words: {found:?}");
        }
    }
}

/// A card with all that some marketplace wants at once.
fn new_card(article: &str, category: ExternalId, brand: Option<String>) -> CardChange {
    CardChange {
        category: Some(category),
        brand,
        title: Some("Полотенце банное".to_owned()),
        description: Some("Хлопок, 70 на 140 см.".to_owned()),
        pictures: Some(vec![Picture::Address(
            "https://pictures.example/1.jpg".to_owned(),
        )]),
        packed: Some(Packed {
            length_mm: 300,
            width_mm: 200,
            height_mm: 50,
            weight_g: 400,
        }),
        price: Some(Money::new(149_000, Currency::RUB)),
        ..CardChange::of(ACCOUNT, None, article)
    }
}
