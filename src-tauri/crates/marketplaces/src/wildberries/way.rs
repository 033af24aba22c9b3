//! How an assembly task reaches its buyer. Each way has requests, limits and steps of its own
//! (WB API 03-orders-fbs, 04-orders-dbw, 05-dbs, 06-in-store-pickup of 2026-10-24).

use domain::{ExternalId, Scheme};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::profile::MARKETPLACE;
use crate::http::Call;

/// The size of a label, mm.
pub(super) const LABEL: (u32, u32) = (58, 40);

/// A way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// The seller hands it over to WB.
    Fbs,
    /// The seller delivers it.
    Dbs,
    /// WB's courier fetches it from the seller and delivers it.
    Dbw,
    /// The buyer fetches it from the seller's shop.
    Pickup,
}

/// WB's words for a way within paths, our names for its limits.
struct Words {
    /// Before the number of a task: tasks of different ways are numbered apart.
    name: &'static str,
    path: &'static str,
    tasks: &'static str,
    marks: &'static str,
    statuses: &'static str,
}

impl Way {
    /// Ways whose lists name tasks only while they are new and once they have ended.
    pub(crate) const UNLISTED: [Self; 3] = [Self::Dbs, Self::Dbw, Self::Pickup];

    fn words(self) -> Words {
        let (name, path, [tasks, marks, statuses]) = match self {
            Self::Fbs => ("", "", ["marketplace"; 3]),
            Self::Dbs => ("dbs", "dbs/", ["dbs", "dbs-meta", "dbs"]),
            Self::Dbw => ("dbw", "dbw/", ["dbw"; 3]),
            Self::Pickup => (
                "pickup",
                "click-collect/",
                ["pickup", "pickup-meta", "pickup-status"],
            ),
        };
        Words {
            name,
            path,
            tasks,
            marks,
            statuses,
        }
    }

    /// The identity of a task.
    pub(crate) fn key(self, id: i64) -> ExternalId {
        match self.words().name {
            "" => id.into(),
            name => format!("{name}:{id}").into(),
        }
    }

    /// The way and the number of a task.
    pub(crate) fn of(parcel: &ExternalId) -> Option<(Self, i64)> {
        let (name, id) = parcel
            .as_str()
            .split_once(':')
            .unwrap_or(("", parcel.as_str()));
        let all = [Self::Fbs].into_iter().chain(Self::UNLISTED);
        let way = all.into_iter().find(|way| way.words().name == name)?;
        Some((way, id.parse().ok()?))
    }

    /// Who stores and delivers.
    pub(crate) fn scheme(self) -> Scheme {
        match self {
            Self::Fbs | Self::Dbw => Scheme::Seller,
            Self::Dbs | Self::Pickup => Scheme::SellerDelivery,
        }
    }

    /// Where requests about the way's tasks begin; the newer ones lie elsewhere.
    pub(super) fn tasks(self, newer: bool) -> String {
        let root = if newer {
            "/api/marketplace/v3"
        } else {
            "/api/v3"
        };
        format!("{root}/{}orders", self.words().path)
    }

    /// Asks for those that wait for the seller.
    pub(super) fn new_ones(self, operation: &'static str) -> Call {
        let path = format!("{}/new", self.tasks(false));
        Call::read(operation, MARKETPLACE, Method::GET, &path).bucket(self.words().tasks)
    }

    /// Asks for a page of the list: of all, or where tasks are not listed while they are under
    /// way, of those that ended.
    pub(super) fn list(self, operation: &'static str, limit: usize, next: i64) -> Call {
        Call::read(operation, MARKETPLACE, Method::GET, &self.tasks(false))
            .bucket(self.words().tasks)
            .query("limit", &limit)
            .query("next", &next)
    }

    /// Asks how tasks stand.
    pub(super) fn statuses(self, operation: &'static str, ids: &[i64]) -> Call {
        let (path, list) = match self {
            Self::Fbs | Self::Dbw => (format!("{}/status", self.tasks(false)), "orders"),
            Self::Dbs | Self::Pickup => (format!("{}/status/info", self.tasks(true)), "ordersIds"),
        };
        Call::read(operation, MARKETPLACE, Method::POST, &path)
            .bucket(self.words().statuses)
            .json(json!({ list: ids }))
    }

    /// Asks for the marks of tasks.
    pub(super) fn marks(self, operation: &'static str, ids: &[i64]) -> Call {
        let (path, list) = match self {
            Self::Fbs => (format!("{}/meta", self.tasks(true)), "orders"),
            _ => (format!("{}/meta/details", self.tasks(true)), "ordersIds"),
        };
        Call::read(operation, MARKETPLACE, Method::POST, &path)
            .bucket(self.words().marks)
            .json(json!({ list: ids }))
    }

    /// Asks for labels of 58 x 40 mm, of the form that the way has; `None` where it has none.
    pub(super) fn labels(self, operation: &'static str, ids: &[i64]) -> Option<Call> {
        let (path, form) = match self {
            Self::Fbs | Self::Dbw => (format!("{}/stickers", self.tasks(false)), "png"),
            Self::Dbs => (format!("{}/stickers", self.tasks(true)), "pdf"),
            Self::Pickup => return None,
        };
        let call = Call::read(operation, MARKETPLACE, Method::POST, &path)
            .bucket(self.words().tasks)
            .query("type", form)
            .query("width", &LABEL.0)
            .query("height", &LABEL.1)
            .json(json!({ "orders": ids }));
        Some(call)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Way::Fbs, "13833711")]
    #[case(Way::Dbs, "dbs:13833711")]
    #[case(Way::Dbw, "dbw:13833711")]
    #[case(Way::Pickup, "pickup:13833711")]
    fn a_task_is_known_by_its_way(#[case] way: Way, #[case] key: &str) {
        assert_eq!(
            way.key(13_833_711).as_str(),
            key,
            "numbers of ways are apart"
        );
        assert_eq!(Way::of(&key.into()), Some((way, 13_833_711)), "and back");
    }

    #[rstest]
    #[case("air:5")]
    #[case("dbs:x")]
    #[case("")]
    fn what_is_no_task_has_no_way(#[case] key: &str) {
        assert_eq!(Way::of(&key.into()), None, "{key} is nobody's");
    }
}
