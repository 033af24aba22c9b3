//! What a process ends with. The list is told by `sam help`.

use std::process::ExitCode;

use api::{ApiError, Code};

/// Nothing is intact that was changed.
pub(crate) const NOT_INTACT: u8 = 8;
/// It was tried and did not work.
pub(crate) const FAILED: u8 = 1;

/// The code of an error.
pub(crate) fn code(error: &ApiError) -> u8 {
    match error.code {
        Code::BadInput => 2,
        Code::UnauthorisedKey
        | Code::ExpiredKey
        | Code::TestKey
        | Code::MissingScope
        | Code::NeedsSubscription
        | Code::BlockedCompany
        | Code::AiKey => 3,
        Code::Unreachable
        | Code::RateLimited
        | Code::UnreadableAnswer
        | Code::Moving
        | Code::OtherHost => 4,
        Code::StoreNewer | Code::StoreCorrupt | Code::DiskFull => 5,
        Code::ViewerOnly => 6,
        Code::KeychainUnavailable => 7,
        _ => FAILED,
    }
}

/// Help and version end well; anything else on the command line that is not understood does not.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// What the operating system refused.
pub(crate) fn system(error: &std::io::Error) -> ApiError {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull => Code::DiskFull,
        _ => Code::Internal,
    };
    ApiError::new(code, error.to_string())
}
