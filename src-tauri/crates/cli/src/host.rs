//! The sandbox behind the demo: it serves the shops and the AI, and its world's clock is the
//! engine's.

use std::sync::{Arc, Mutex, PoisonError};

use api::{
    ApiError, Clock, Code, DemoHost, DemoRun, DemoShop, DemoWish, DemoWrite, Sensitive, SharedClock,
};
use chrono::{DateTime, Utc};
use sandbox::{Act, Options, Sandbox, WorldClock, Write};

/// Opens sandboxes, and remembers what was written to the newest of them.
#[derive(Default)]
pub struct SandboxHost {
    newest: Mutex<Option<Arc<Run>>>,
}

impl SandboxHost {
    /// Every write that reached the newest sandbox, also after its end.
    pub fn ledger(&self) -> Vec<Write> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        newest.as_ref().map(|run| run.ledger()).unwrap_or_default()
    }
}

#[async_trait::async_trait]
impl DemoHost for SandboxHost {
    async fn open(&self, wish: DemoWish) -> Result<Arc<dyn DemoRun>, ApiError> {
        if let Some(folder) = wish.ledger.as_deref().and_then(std::path::Path::parent) {
            std::fs::create_dir_all(folder).map_err(|error| crate::exit::system(&error))?;
        }
        let options = Options {
            seed: wish.seed,
            speed: wish.speed,
            ledger_file: wish.ledger,
            ..Options::at(wish.now)
        };
        let sandbox = Sandbox::start(options).await;
        let sandbox = sandbox.map_err(|error| ApiError::new(Code::Internal, error.to_string()))?;
        let run = Arc::new(Run::new(sandbox));
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&run));
        Ok(run)
    }
}

/// One sandbox that runs, or ran.
struct Run {
    clock: SharedClock,
    shops: Vec<DemoShop>,
    ai: (String, Sensitive<String>),
    state: Mutex<State>,
}

enum State {
    Open(Box<Sandbox>),
    Closed(Vec<Write>),
}

impl Run {
    fn new(sandbox: Sandbox) -> Self {
        let (shops, ai) = (
            sandbox.accounts().into_iter().map(shop).collect(),
            sandbox.ai(),
        );
        Self {
            clock: Arc::new(World(sandbox.clock())),
            shops,
            ai: (plain(&ai.base), Sensitive::new(ai.key)),
            state: Mutex::new(State::Open(Box::new(sandbox))),
        }
    }

    fn ledger(&self) -> Vec<Write> {
        match &*self.state() {
            State::Open(sandbox) => sandbox.ledger().writes(),
            State::Closed(writes) => writes.clone(),
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl DemoRun for Run {
    fn clock(&self) -> SharedClock {
        Arc::clone(&self.clock)
    }

    fn shops(&self) -> Vec<DemoShop> {
        self.shops.clone()
    }

    fn ai(&self) -> (String, Sensitive<String>) {
        self.ai.clone()
    }

    fn writes(&self) -> Vec<DemoWrite> {
        self.ledger().into_iter().map(demo_write).collect()
    }

    async fn close(&self) {
        let writes = self.ledger();
        let before = std::mem::replace(&mut *self.state(), State::Closed(writes));
        if let State::Open(sandbox) = before {
            sandbox.stop().await;
        }
    }
}

/// The sandbox's clock as the engine's.
struct World(WorldClock);

impl Clock for World {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn speed(&self) -> f64 {
        self.0.speed()
    }
}

fn shop(account: sandbox::DemoAccount) -> DemoShop {
    let fields = account.fields.into_iter();
    DemoShop {
        marketplace: account.marketplace,
        name: account.name,
        fields: fields
            .map(|(name, value)| (name, Sensitive::new(value)))
            .collect(),
        base: plain(&account.base),
    }
}

fn plain(url: &url::Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

fn demo_write(write: Write) -> DemoWrite {
    let act = match write.act {
        Act::Answer => "answer",
        Act::Edit => "edit",
        Act::Delete => "delete",
        Act::Mark => "mark",
        Act::Change => "change",
    };
    DemoWrite {
        marketplace: write.marketplace,
        act: act.to_owned(),
        target: write.target,
        text: write.text,
        applied: write.outcome.is_applied(),
    }
}
