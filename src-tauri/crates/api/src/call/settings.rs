//! What the owner decides.

use domain::{AutonomyPolicy, PartnerId, Tone};
use engine::EngineError;
use secrets::SecretName;
use store::Tx;
use store::settings as stored;

use crate::context::{Own, View};
use crate::error::ApiError;
use crate::house::House;
use crate::settings::{
    AI, AiChoice, CLOSE_TO_TRAY, LOCALE, NOTIFICATIONS, START_MINIMISED, THEME, UPDATES,
};
use crate::view::Nothing;
use crate::view::money::Money;
use crate::view::settings::{
    AiKey, Autonomy, AutonomyRow, ModelPrice, Settings, SettingsChange, Skill, Tone as ToneView,
    TopicRow,
};

/// Longest delay before sending: a day.
const MOST_DELAY: u32 = 24 * 3600;
/// Longest signature, in characters.
const MOST_SIGNATURE: usize = 100;

/// All settings.
pub(crate) async fn get(view: &View, _: Nothing) -> Result<Settings, ApiError> {
    let partner = view.maybe_partner().await?;
    let ai_key_present = ai_key_present(view.house()).await?;
    let mut conn = view.read().await?;
    let conn = &mut *conn;
    let name = match partner {
        Some(id) => store::partner::get(conn, id).await?.name,
        None => String::new(),
    };
    let policy = stored::AUTONOMY.get(conn, partner).await?;
    let ai = AI.get(conn, None).await?;
    Ok(Settings {
        locale: LOCALE.get(conn, None).await?,
        theme: THEME.get(conn, None).await?,
        partner_name: name,
        signature: stored::SIGNATURE.get(conn, partner).await?,
        tone: tone(stored::TONE.get(conn, partner).await?),
        delay_seconds: stored::DELAY_SECONDS.get(conn, partner).await?,
        autonomy: autonomy_rows(&policy),
        topics: topic_rows(&policy),
        spend_cap: Money::ai_cost(stored::SPEND_CAP_MICROS.get(conn, partner).await?),
        ai_model: ai.model,
        ai_base_url: ai.base,
        ai_key_present,
        prices: ai.prices.into_iter().map(price).collect(),
        notifications: NOTIFICATIONS.get(conn, partner).await?,
        start_minimised: START_MINIMISED.get(conn, None).await?,
        close_to_tray: CLOSE_TO_TRAY.get(conn, None).await?,
        updates: UPDATES.get(conn, None).await?,
        backup_keep: stored::BACKUP_KEEP.get(conn, None).await?,
        stock_days: stored::STOCK_DAYS.get(conn, partner).await?,
    })
}

/// The place for keys is asked once: it may be slow, and may ask a person for a password.
async fn ai_key_present(house: &House) -> Result<bool, ApiError> {
    if let Some(known) = house.ai_key() {
        return Ok(known);
    }
    if house.keys_closed().is_some() {
        return Ok(false);
    }
    let secret = SecretName::new(engine::AI_SECRET)?;
    let key = house.secrets().get(&secret).await;
    let there = key.as_ref().ok().map(Option::is_some);
    house.note_ai_key(there);
    Ok(there.unwrap_or(false))
}

fn price((model, input, output): (String, String, String)) -> ModelPrice {
    ModelPrice {
        model,
        input_per_mtok_usd: input,
        output_per_mtok_usd: output,
    }
}

fn tone(tone: Tone) -> ToneView {
    match tone {
        Tone::Warm => ToneView::Warm,
        Tone::Neutral => ToneView::Neutral,
        Tone::Formal => ToneView::Formal,
    }
}

fn level(level: domain::Autonomy) -> Autonomy {
    match level {
        domain::Autonomy::Off => Autonomy::Off,
        domain::Autonomy::Draft => Autonomy::Draft,
        domain::Autonomy::Ask => Autonomy::Ask,
        domain::Autonomy::Auto => Autonomy::Auto,
    }
}

fn autonomy_rows(policy: &AutonomyPolicy) -> Vec<AutonomyRow> {
    let reviews = (1..=5).map(|rating| AutonomyRow {
        skill: Skill::AnswerReview,
        rating: Some(rating),
        level: level(policy.for_review(rating)),
        locked: rating <= 3,
    });
    let questions = AutonomyRow {
        skill: Skill::AnswerQuestion,
        rating: None,
        level: level(policy.question),
        locked: false,
    };
    reviews.chain(std::iter::once(questions)).collect()
}

fn topic_rows(policy: &AutonomyPolicy) -> Vec<TopicRow> {
    let topics = AutonomyPolicy::TOPICS.into_iter();
    topics
        .map(|topic| TopicRow {
            topic: topic.to_owned(),
            level: level(policy.for_topic(topic)),
        })
        .collect()
}

/// Changes settings: all of them or, when one cannot be used, none.
pub(crate) async fn set(own: &Own, change: SettingsChange) -> Result<Settings, ApiError> {
    check(&change)?;
    let partner = crate::start::partner(own.room(), "").await?;
    let new_pen =
        change.ai_model.is_some() || change.ai_base_url.is_some() || change.prices.is_some();
    let now = own.view().now();
    own.room()
        .store
        .write(move |tx| Box::pin(async move { keep(tx, partner, change, now).await }))
        .await?;
    if new_pen {
        crate::start::take_pen(own.view().house()).await?;
        own.room().wake_for_ai().await?;
    }
    own.room().wake();
    get(own.view(), Nothing {}).await
}

fn check(change: &SettingsChange) -> Result<(), ApiError> {
    if change.delay_seconds.is_some_and(|delay| delay > MOST_DELAY) {
        return Err(ApiError::bad_input("delay_seconds", "a day at most"));
    }
    if change
        .signature
        .as_ref()
        .is_some_and(|text| text.chars().count() > MOST_SIGNATURE)
    {
        return Err(ApiError::bad_input("signature", "too long").with("most", "100"));
    }
    if change
        .spend_cap
        .as_ref()
        .is_some_and(|cap| cap.minor < 0 || cap.exponent != 6)
    {
        return Err(ApiError::bad_input(
            "spend_cap",
            "an amount of US dollars in millionths",
        ));
    }
    if change
        .stock_days
        .is_some_and(|days| !(1..=90).contains(&days))
    {
        return Err(ApiError::bad_input("stock_days", "1 to 90"));
    }
    if change
        .backup_keep
        .is_some_and(|keep| !(1..=60).contains(&keep))
    {
        return Err(ApiError::bad_input("backup_keep", "1 to 60"));
    }
    if change
        .ai_base_url
        .as_deref()
        .is_some_and(|base| !engine::usable_ai_address(base))
    {
        return Err(ApiError::bad_input(
            "ai_base_url",
            "https, or http on this machine",
        ));
    }
    let bad_price = |price: &ModelPrice| {
        [&price.input_per_mtok_usd, &price.output_per_mtok_usd]
            .into_iter()
            .any(|text| {
                text.trim()
                    .parse::<rust_decimal::Decimal>()
                    .map_or(true, |p| p.is_sign_negative())
            })
    };
    if change
        .prices
        .as_ref()
        .is_some_and(|prices| prices.iter().any(bad_price))
    {
        return Err(ApiError::bad_input("prices", "a price is no number"));
    }
    let unknown = |row: &TopicRow| !AutonomyPolicy::TOPICS.contains(&row.topic.as_str());
    if change.topics.iter().flatten().any(unknown) {
        return Err(ApiError::bad_input("topics", "no such topic"));
    }
    match change
        .autonomy
        .iter()
        .flatten()
        .find(|row| not_allowed(row))
    {
        Some(_) => Err(ApiError::bad_input(
            "autonomy",
            "1 to 3 stars are never automatic",
        )),
        None => Ok(()),
    }
}

fn not_allowed(row: &AutonomyRow) -> bool {
    let low = row.rating.is_some_and(|rating| rating <= 3);
    (low && row.level == Autonomy::Auto)
        || row.rating.is_some_and(|rating| !(1..=5).contains(&rating))
}

async fn keep(
    tx: &mut Tx,
    partner: PartnerId,
    change: SettingsChange,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), EngineError> {
    let own = Some(partner);
    macro_rules! put {
        ($setting:expr, $whose:expr, $value:expr) => {
            if let Some(value) = $value {
                $setting.set(tx, $whose, &value, now).await?;
            }
        };
    }
    put!(LOCALE, None, change.locale);
    put!(THEME, None, change.theme);
    put!(
        stored::SIGNATURE,
        own,
        change.signature.map(|text| text.trim().to_owned())
    );
    put!(stored::TONE, own, change.tone.map(to_tone));
    put!(stored::DELAY_SECONDS, own, change.delay_seconds);
    let cap = change.spend_cap.map(|cap| cap.minor);
    put!(stored::SPEND_CAP_MICROS, own, cap);
    if cap.is_some() {
        // The queue obeys it from the same moment: one change, one transaction.
        queue::set_cap(tx.conn(), partner, cap).await?;
        queue::wake_waiting(tx.conn(), "budget", None, now).await?;
        let cause = format!("budget:{partner}:{}", engine::day::spend_day(now));
        store::alert::clear(tx, &cause, now).await?;
    }
    put!(NOTIFICATIONS, own, change.notifications);
    put!(START_MINIMISED, None, change.start_minimised);
    put!(CLOSE_TO_TRAY, None, change.close_to_tray);
    put!(UPDATES, None, change.updates);
    put!(stored::BACKUP_KEEP, None, change.backup_keep);
    put!(stored::STOCK_DAYS, own, change.stock_days);
    if let Some(name) = change.partner_name.map(|name| name.trim().to_owned()) {
        store::partner::rename(tx, partner, &name).await?;
    }
    if let Some(rows) = change.autonomy {
        let policy = policy(stored::AUTONOMY.get(tx.conn(), own).await?, &rows);
        stored::AUTONOMY.set(tx, own, &policy, now).await?;
    }
    if let Some(rows) = change.topics {
        let mut policy = stored::AUTONOMY.get(tx.conn(), own).await?;
        let rows = rows.into_iter().map(|row| (row.topic, to_level(row.level)));
        policy.topics.extend(rows);
        stored::AUTONOMY.set(tx, own, &policy, now).await?;
    }
    let ai = AI.get(tx.conn(), None).await?;
    let prices = change
        .prices
        .map(|prices| prices.into_iter().map(to_price).collect());
    let chosen = AiChoice {
        model: change.ai_model.unwrap_or(ai.model),
        base: change.ai_base_url.unwrap_or(ai.base),
        prices: prices.unwrap_or(ai.prices),
    };
    AI.set(tx, None, &chosen, now).await?;
    Ok(())
}

fn to_price(price: ModelPrice) -> (String, String, String) {
    (
        price.model,
        price.input_per_mtok_usd,
        price.output_per_mtok_usd,
    )
}

fn to_tone(tone: ToneView) -> Tone {
    match tone {
        ToneView::Warm => Tone::Warm,
        ToneView::Neutral => Tone::Neutral,
        ToneView::Formal => Tone::Formal,
    }
}

fn to_level(level: Autonomy) -> domain::Autonomy {
    match level {
        Autonomy::Off => domain::Autonomy::Off,
        Autonomy::Draft => domain::Autonomy::Draft,
        Autonomy::Ask => domain::Autonomy::Ask,
        Autonomy::Auto => domain::Autonomy::Auto,
    }
}

fn policy(mut policy: AutonomyPolicy, rows: &[AutonomyRow]) -> AutonomyPolicy {
    for row in rows {
        match (row.skill, row.rating) {
            (Skill::AnswerReview, Some(rating)) => {
                if let Some(slot) = policy.review.get_mut(usize::from(rating.saturating_sub(1))) {
                    *slot = to_level(row.level);
                }
            }
            (Skill::AnswerQuestion, _) => policy.question = to_level(row.level),
            (Skill::AnswerReview, None) => {}
        }
    }
    policy
}

/// Puts the AI key into the keychain and writes with it from now on.
pub(crate) async fn set_ai_key(own: &Own, args: AiKey) -> Result<Settings, ApiError> {
    if let Some(why) = own.view().house().keys_closed() {
        return Err(why.into());
    }
    let name = SecretName::new(engine::AI_SECRET)?;
    own.room()
        .secrets()
        .set(&name, args.key.into_sensitive())
        .await?;
    crate::start::take_pen(own.view().house()).await?;
    own.room().wake_for_ai().await?;
    get(own.view(), Nothing {}).await
}

/// Forgets the AI key; templates write from now on.
pub(crate) async fn remove_ai_key(own: &Own, _: Nothing) -> Result<Settings, ApiError> {
    let name = SecretName::new(engine::AI_SECRET)?;
    own.room().secrets().remove(&name).await?;
    crate::start::take_pen(own.view().house()).await?;
    own.room().wake_for_ai().await?;
    get(own.view(), Nothing {}).await
}
