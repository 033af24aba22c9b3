//! The table of calls. A call is a name, its arguments and result, the context
//! that its handler needs, and its tags.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::Api;
use crate::bindings::{CallTypes, Types};
use crate::call::{
    activity, ad, alert, answer, backup, campaign, change, chart, chat, demo, document, figure,
    file, job, listing, marketplace,
};
use crate::call::{
    overview, parcel, pin, price, reconcile, returned, search, session, settings, shop, standing,
    supply,
};
use crate::caller::{Caller, Role};
use crate::context::{Context, Decide, Own, View, allow};
use crate::error::ApiError;
use crate::tag::Tag;
use crate::view::activity::{ActivityDetail, ActivityPage, ActivityQuery, JournalCheck, UndoAct};
use crate::view::ad::{
    AdsPage, AdsQuery, CampaignActs, CampaignDetail, CampaignQuery, CampaignRef, ProposeCampaign,
};
use crate::view::alert::{Alert, Snooze};
use crate::view::answer::{
    AnswerDetail, AnswerRef, AnswersPage, AnswersQuery, Approve, ApproveConfident, ApprovedCount,
    ByDraft, Reject,
};
use crate::view::backup::{Backup, BackupMade};
use crate::view::change::{Change, ChangesPage, ChangesQuery, DecideChange, ProposedChange};
use crate::view::chart::{Chart, ChartQuery};
use crate::view::chat::{ChatRef, ChatThread, ChatsPage, ChatsQuery, ProposeReply};
use crate::view::figure::{Explain, FigureExplanation};
use crate::view::file::{FilesCame, GetFiles};
use crate::view::job::{ByJob, Job};
use crate::view::listing::ListingCard;
use crate::view::marketplace::MarketplaceView;
use crate::view::overview::{Overview, OverviewQuery};
use crate::view::parcel::{
    DocumentsPage, DocumentsQuery, ParcelsPage, ParcelsQuery, ProposeParcels, ProposeSupply,
    SuppliesPage, SuppliesQuery,
};
use crate::view::passport::ShopInspection;
use crate::view::pin::ProposePin;
use crate::view::price::{PricesPage, PricesQuery, ProposePrice};
use crate::view::reconcile::{ReconcileQuery, Reconciliation};
use crate::view::returned::{ProposeReturn, ReturnsPage, ReturnsQuery};
use crate::view::search::{Found, Search};
use crate::view::session::{DemoStart, Passphrase, Session};
use crate::view::settings::{AiKey, Settings, SettingsChange};
use crate::view::shop::{Connect, Inspect, Rekey, Shop};
use crate::view::standing::Standing;
use crate::view::{ById, Nothing};

/// A call as declared.
#[derive(Debug, Clone, Copy)]
pub struct CallSpec {
    /// Name.
    pub name: &'static str,
    /// Least role.
    pub role: Role,
    /// Tags that its result is made of.
    pub provides: &'static [Tag],
    /// Tags that it spoils.
    pub invalidates: &'static [Tag],
}

calls! {
    session_get(Nothing) -> Session {
        context: View, handler: session::get, provides: [Session], invalidates: [] }
    demo_start(DemoStart) -> Session {
        context: OwnHouse, handler: demo::start, provides: [],
        invalidates: [Session, Settings, Overview, Reviews, Questions, Activity, Alerts, Shops, Jobs,
            Prices, Orders, Returns, Chats, Ads, Finance, Analytics] }
    demo_stop(Nothing) -> Session {
        context: OwnHouse, handler: demo::stop, provides: [],
        invalidates: [Session, Settings, Overview, Reviews, Questions, Activity, Alerts, Shops, Jobs,
            Prices, Orders, Returns, Chats, Ads, Finance, Analytics] }
    engine_pause(Nothing) -> Session {
        context: Own, handler: session::pause, provides: [], invalidates: [Session, Activity] }
    engine_resume(Nothing) -> Session {
        context: Own, handler: session::resume, provides: [], invalidates: [Session, Activity] }
    secrets_choose_sealed_file(Passphrase) -> Session {
        context: Own, handler: session::choose_sealed_file, provides: [],
        invalidates: [Session, Settings, Shops] }
    secrets_retry(Nothing) -> Session {
        context: Own, handler: session::retry_secrets, provides: [],
        invalidates: [Session, Settings, Shops] }
    settings_get(Nothing) -> Settings {
        context: View, handler: settings::get, provides: [Settings], invalidates: [] }
    settings_set(SettingsChange) -> Settings {
        context: Own, handler: settings::set, provides: [], invalidates: [Settings, Session] }
    ai_key_set(AiKey) -> Settings {
        context: Own, handler: settings::set_ai_key, provides: [], invalidates: [Settings, Session] }
    ai_key_remove(Nothing) -> Settings {
        context: Own, handler: settings::remove_ai_key, provides: [], invalidates: [Settings, Session] }
    marketplaces_list(Nothing) -> Vec<MarketplaceView> {
        context: View, handler: marketplace::list, provides: [], invalidates: [] }
    shops_list(Nothing) -> Vec<Shop> {
        context: View, handler: shop::list, provides: [Shops], invalidates: [] }
    shop_inspect(Inspect) -> ShopInspection {
        context: Own, handler: shop::inspect, provides: [], invalidates: [] }
    shop_connect(Connect) -> Shop {
        context: Own, handler: shop::connect, provides: [], invalidates: [Shops, Session, Overview] }
    shop_rekey(Rekey) -> Shop {
        context: Own, handler: shop::rekey, provides: [], invalidates: [Shops, Session, Activity] }
    shop_check(ById) -> Shop {
        context: Own, handler: shop::check, provides: [], invalidates: [Shops] }
    shop_sync(ById) -> Job {
        context: Own, handler: shop::sync, provides: [], invalidates: [Shops, Jobs] }
    shop_remove(ById) -> Nothing {
        context: Own, handler: shop::remove, provides: [], invalidates: [Shops, Session, Overview] }
    overview_get(OverviewQuery) -> Overview {
        context: View, handler: overview::get, provides: [Overview], invalidates: [] }
    listing_get(ById) -> ListingCard {
        context: View, handler: listing::get, provides: [Overview], invalidates: [] }
    figure_explain(Explain) -> FigureExplanation {
        context: View, handler: figure::explain, provides: [Overview], invalidates: [] }
    chart_sales(ChartQuery) -> Chart {
        context: View, handler: chart::sales, provides: [Overview], invalidates: [] }
    answers_list(AnswersQuery) -> AnswersPage {
        context: View, handler: answer::list, provides: [Reviews, Questions], invalidates: [] }
    answer_get(AnswerRef) -> AnswerDetail {
        context: View, handler: answer::get, provides: [Reviews, Questions], invalidates: [] }
    answer_approve(Approve) -> AnswerDetail {
        context: Decide, handler: answer::approve, provides: [],
        invalidates: [Reviews, Questions, Overview, Activity, Session] }
    answer_reject(Reject) -> AnswerDetail {
        context: Decide, handler: answer::reject, provides: [],
        invalidates: [Reviews, Questions, Overview, Activity, Session] }
    answer_regenerate(AnswerRef) -> AnswerDetail {
        context: Decide, handler: answer::regenerate, provides: [],
        invalidates: [Reviews, Questions, Overview, Activity, Session] }
    answer_cancel(ByDraft) -> AnswerDetail {
        context: Decide, handler: answer::cancel, provides: [],
        invalidates: [Reviews, Questions, Overview, Activity, Session] }
    review_pin_propose(ProposePin) -> ProposedChange {
        context: Own, handler: pin::propose, provides: [], invalidates: [Reviews, Session] }
    answers_approve_confident(ApproveConfident) -> ApprovedCount {
        context: Decide, handler: answer::approve_confident, provides: [],
        invalidates: [Reviews, Questions, Overview, Activity, Session] }
    activity_list(ActivityQuery) -> ActivityPage {
        context: View, handler: activity::list, provides: [Activity], invalidates: [] }
    activity_get(ById) -> ActivityDetail {
        context: View, handler: activity::get, provides: [Activity], invalidates: [] }
    activity_undo(UndoAct) -> ActivityDetail {
        context: Decide, handler: activity::undo, provides: [],
        invalidates: [Activity, Reviews, Questions, Overview] }
    changes_list(ChangesQuery) -> ChangesPage {
        context: View, handler: change::list,
        provides: [Prices, Orders, Returns, Chats, Ads, Reviews, Overview], invalidates: [] }
    change_decide(DecideChange) -> Change {
        context: Decide, handler: change::decide, provides: [],
        invalidates: [Prices, Orders, Returns, Chats, Ads, Reviews, Overview, Activity, Session] }
    prices_list(PricesQuery) -> PricesPage {
        context: View, handler: price::list, provides: [Prices], invalidates: [] }
    price_propose(ProposePrice) -> ProposedChange {
        context: Own, handler: price::propose, provides: [], invalidates: [Prices, Session] }
    parcels_list(ParcelsQuery) -> ParcelsPage {
        context: View, handler: parcel::list, provides: [Orders], invalidates: [] }
    parcels_propose(ProposeParcels) -> Vec<ProposedChange> {
        context: Own, handler: parcel::propose, provides: [], invalidates: [Orders, Session] }
    supplies_list(SuppliesQuery) -> SuppliesPage {
        context: View, handler: supply::list, provides: [Orders], invalidates: [] }
    supply_propose(ProposeSupply) -> ProposedChange {
        context: Own, handler: supply::propose, provides: [], invalidates: [Orders, Session] }
    documents_list(DocumentsQuery) -> DocumentsPage {
        context: View, handler: document::list, provides: [Finance], invalidates: [] }
    files_get(GetFiles) -> FilesCame {
        context: Own, handler: file::get, provides: [], invalidates: [Orders, Finance] }
    returns_list(ReturnsQuery) -> ReturnsPage {
        context: View, handler: returned::list, provides: [Returns], invalidates: [] }
    return_propose(ProposeReturn) -> ProposedChange {
        context: Own, handler: returned::propose, provides: [], invalidates: [Returns, Session] }
    chats_list(ChatsQuery) -> ChatsPage {
        context: View, handler: chat::list, provides: [Chats], invalidates: [] }
    chat_get(ChatRef) -> ChatThread {
        context: View, handler: chat::get, provides: [Chats], invalidates: [] }
    chat_propose(ProposeReply) -> ProposedChange {
        context: Own, handler: chat::propose, provides: [], invalidates: [Chats, Session] }
    ads_list(AdsQuery) -> AdsPage {
        context: View, handler: ad::list, provides: [Ads], invalidates: [] }
    campaign_get(CampaignQuery) -> CampaignDetail {
        context: View, handler: ad::get, provides: [Ads], invalidates: [] }
    campaign_acts(CampaignRef) -> CampaignActs {
        context: Own, handler: campaign::acts, provides: [Ads], invalidates: [] }
    campaign_propose(ProposeCampaign) -> ProposedChange {
        context: Own, handler: campaign::propose, provides: [], invalidates: [Ads, Session] }
    reconciliation_get(ReconcileQuery) -> Reconciliation {
        context: View, handler: reconcile::get, provides: [Overview, Analytics, Finance],
        invalidates: [] }
    standing_get(ById) -> Standing {
        context: View, handler: standing::get, provides: [Shops, Analytics], invalidates: [] }
    journal_verify(Nothing) -> JournalCheck {
        context: View, handler: activity::verify, provides: [], invalidates: [Session, Activity] }
    alerts_list(Nothing) -> Vec<Alert> {
        context: View, handler: alert::list, provides: [Alerts], invalidates: [] }
    alert_snooze(Snooze) -> Alert {
        context: Decide, handler: alert::snooze, provides: [], invalidates: [Alerts, Overview, Session] }
    alert_close(ById) -> Nothing {
        context: Decide, handler: alert::close, provides: [], invalidates: [Alerts, Overview, Session] }
    jobs_list(Nothing) -> Vec<Job> {
        context: View, handler: job::list, provides: [Jobs], invalidates: [] }
    job_stop(ByJob) -> Job {
        context: Own, handler: job::stop, provides: [], invalidates: [Jobs] }
    job_dismiss(ByJob) -> Nothing {
        context: Own, handler: job::dismiss, provides: [], invalidates: [Jobs] }
    backup_create(Nothing) -> BackupMade {
        context: Own, handler: backup::create, provides: [], invalidates: [] }
    backups_list(Nothing) -> Vec<Backup> {
        context: Own, handler: backup::list, provides: [], invalidates: [] }
    search(Search) -> Vec<Found> {
        context: View, handler: search::everywhere, provides: [], invalidates: [] }
}

/// Owns the installation, also where this process is only a viewer of its store: switching
/// the demo on or off opens another store.
pub(crate) struct OwnHouse {
    pub(crate) api: Api,
    pub(crate) caller: Caller,
}

impl Context for OwnHouse {
    const ROLE: Role = Role::Owner;

    fn enter(api: &Api, caller: &Caller) -> Result<Self, ApiError> {
        Ok(Self {
            api: api.clone(),
            caller: *caller,
        })
    }
}

/// Arguments of the wrong shape are the caller's mistake; the place is named, not the value.
fn read_args<T: DeserializeOwned>(call: &str, args: Value) -> Result<T, ApiError> {
    let args = if args.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        args
    };
    serde_json::from_value(args).map_err(|_| {
        ApiError::bad_input("args", format!("{call}: the arguments have another shape"))
    })
}

fn write_result<T: Serialize>(call: &str, result: &T) -> Result<Value, ApiError> {
    serde_json::to_value(result)
        .map_err(|error| ApiError::new(crate::Code::Internal, format!("{call}: {error}")))
}
