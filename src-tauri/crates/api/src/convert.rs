//! Errors of the floors below, in the closed list of the API.

use engine::{EngineError, problem};
use secrets::SecretError;
use store::StoreError;

use crate::error::{ApiError, Code};

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::StoreNewer { .. } => Code::StoreNewer,
            StoreError::DiskFull(_) => Code::DiskFull,
            StoreError::ViewerOnly | StoreError::InUse(_) => Code::ViewerOnly,
            StoreError::NotFound(_) => Code::NotFound,
            StoreError::WrongState { .. } | StoreError::EffectConflict { .. } => Code::Conflict,
            StoreError::Stopped => Code::Stopped,
            StoreError::Foreign { .. } => Code::StoreCorrupt,
            error if error.corrupt() => Code::StoreCorrupt,
            _ => Code::Internal,
        };
        if code == Code::Internal {
            tracing::error!(error = ?error, "the store failed");
        }
        let path = match &error {
            StoreError::StoreNewer { path, .. }
            | StoreError::Corrupt { path, .. }
            | StoreError::Foreign { path } => Some(path.display().to_string()),
            _ => None,
        };
        let api = Self::new(code, error.to_string());
        let api = match &error {
            StoreError::NotFound(what) => api.with("what", *what),
            StoreError::Foreign { .. } => api.with("why", "foreign"),
            StoreError::Corrupt {
                searched: false, ..
            } => api.with("why", "viewed"),
            _ => api,
        };
        match path {
            Some(path) => api.with("path", path),
            None => api,
        }
    }
}

impl From<EngineError> for ApiError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(error) => error.into(),
            EngineError::Secret(error) => error.into(),
            EngineError::Marketplace(error) => {
                let code = code_of(problem::code(&error));
                let mut api = Self::new(code, error.to_string());
                api.detail = problem::detail(&error);
                match error.retry_after {
                    Some(wait) => api.with("seconds", wait.as_secs().to_string()),
                    None => api,
                }
            }
            EngineError::Ai(error) => {
                Self::new(code_of(problem::ai_code(&error)), error.to_string())
            }
            EngineError::NotApproved(error) => Self::new(Code::Conflict, error.to_string()),
            EngineError::BreaksRules(rules) => {
                Self::bad_input("text", "the text breaks a rule").with("rules", rules.join(","))
            }
            EngineError::BadInput { field, why } => Self::bad_input(field, why),
            EngineError::Conflict(what) => {
                Self::new(Code::Conflict, format!("{what} was changed meanwhile"))
            }
            EngineError::SameShop { ref name } => {
                let name = name.clone();
                Self::new(Code::Conflict, error.to_string())
                    .with("why", problem::SAME_SHOP)
                    .with("shop", name)
            }
            EngineError::OtherShop => {
                Self::new(Code::Conflict, error.to_string()).with("why", "other_shop")
            }
            error @ EngineError::Changed(_) => Self::new(Code::Conflict, error.to_string()),
            EngineError::TooLate => Self::new(Code::TooLate, "it has left already"),
            error @ EngineError::NotReady => Self::new(Code::NotReady, error.to_string()),
            error @ EngineError::Panicked => Self::new(Code::Internal, error.to_string()),
            EngineError::Stopping => Self::new(Code::Conflict, "the engine is stopping"),
        }
    }
}

impl From<SecretError> for ApiError {
    fn from(error: SecretError) -> Self {
        let code = match &error {
            SecretError::Unavailable { .. }
            | SecretError::Locked
            | SecretError::Denied { .. }
            | SecretError::Sealed => Code::KeychainUnavailable,
            SecretError::Disk { full: true, .. } => Code::DiskFull,
            SecretError::TooLong { .. }
            | SecretError::WrongPassphrase
            | SecretError::PassphraseTooShort { .. }
            | SecretError::Exists
            | SecretError::Missing => Code::BadInput,
            _ => Code::KeychainUnavailable,
        };
        let field = if code == Code::BadInput {
            "passphrase"
        } else {
            "keychain"
        };
        let api = Self::new(code, error.to_string()).with("field", field);
        match &error {
            SecretError::Sealed => api.with("why", "sealed"),
            SecretError::Locked => api.with("why", "locked"),
            _ => api,
        }
    }
}

/// The code of a stored problem; anything unknown is ours.
pub(crate) fn code_of(word: &str) -> Code {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).unwrap_or(Code::Internal)
}

/// An error of the API as it is kept beside a job.
pub(crate) fn problem_of(error: &ApiError) -> problem::Problem {
    let word = serde_json::to_value(error.code).unwrap_or_default();
    problem::Problem::told(word.as_str().unwrap_or("internal"), &error.message)
}

/// A stored problem as an error of the API.
pub(crate) fn of_problem(value: &serde_json::Value) -> Option<ApiError> {
    let problem: problem::Problem = serde_json::from_value(value.clone()).ok()?;
    let mut error =
        ApiError::new(code_of(&problem.code), problem.message).with("operation", problem.operation);
    error.detail.extend(problem.detail);
    Some(match problem.retry_at {
        Some(at) => error.with("retry_at", at.to_rfc3339()),
        None => error,
    })
}
