//! `sam`: the engine and its tools without a window, and what the window borrows from them: the
//! sandbox behind the demo, the folder of an installation, the log, the words of the catalogues.
//!
//! Everything here goes through `api`; nothing here knows tables or marketplaces.

mod args;
mod command;
mod demo;
mod exit;
pub mod home;
pub mod host;
pub mod log;
mod reckoning;
mod serve;
mod stop;
mod tell;
mod typed;
pub mod words;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use tell::Tell;

/// Reads the command line, does what it says and gives the code that the process ends with.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no mistakes: clap prints them to stdout and gives 0.
            let _ = error.print();
            if error.use_stderr() && std::env::args_os().any(|arg| arg == "--json") {
                let told = api::ApiError::bad_input("arguments", error.kind().to_string());
                tell::object(&serde_json::json!({ "error": told }));
            }
            return exit::usage(&error);
        }
    };
    // Fails only when one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tell = Tell::new(&args);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return tell.failed(&exit::system(&error)),
    };
    let outcome = runtime.block_on(Box::pin(run(args, &tell)));
    // A prompt that nobody answered must not hold the process.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => code,
        Err(error) => tell.failed(&error),
    }
}

async fn run(args: Args, tell: &Tell) -> Result<ExitCode, api::ApiError> {
    let at = home::At::of(&args)?;
    let _log = log::start(&at, &args);
    match args.command {
        Command::Demo(wish) => demo::demo(&at, tell, wish).await,
        Command::Engine(keys) => command::engine::engine(&at, tell, keys).await,
        Command::Sync(wish) => command::sync::sync(&at, tell, wish).await,
        Command::Probe(wish) => command::probe::probe(&at, tell, wish).await,
        Command::Rules => command::rules::rules(&at, tell),
        Command::Status => command::status::status(&at, tell).await,
        Command::Accounts(wish) => command::accounts::accounts(&at, tell, wish).await,
        Command::VerifyLog => command::verify::verify(&at, tell).await,
        Command::Backup => command::backup::backup(&at, tell).await,
        Command::Restore { file } => command::backup::restore(&at, tell, &file).await,
        Command::Export { to } => command::export::export(&at, tell, &to).await,
        Command::Sandbox(wish) => command::sandbox::sandbox(tell, wish).await,
        Command::Serve(wish) => serve::serve(&at, tell, wish).await,
    }
}
