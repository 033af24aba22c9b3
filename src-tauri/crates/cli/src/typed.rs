//! What a person types in: hidden where it is a secret, line by line where it is no terminal.

use std::io::IsTerminal;

use api::{ApiError, Sensitive};

/// Where fields come from.
pub(crate) struct Typed {
    terminal: bool,
}

impl Typed {
    /// Standard input as it is.
    pub(crate) fn new() -> Self {
        Self {
            terminal: std::io::stdin().is_terminal(),
        }
    }

    /// A person can be asked.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// A passphrase: hidden on a terminal, else the next line.
    pub(crate) async fn passphrase(&self, ask: String) -> Result<Sensitive<String>, ApiError> {
        self.field(ask, true).await
    }

    /// Whether a person says yes; who cannot be asked must have said so on the command line.
    pub(crate) async fn agrees(&self, ask: String) -> Result<bool, ApiError> {
        if !self.terminal {
            return Err(ApiError::bad_input(
                "yes",
                "add --yes to do it without being asked",
            ));
        }
        crate::tell::beside(&format!("{ask} [y/N] "));
        let said = self.line().await?;
        let said = said.expose().trim().to_lowercase();
        Ok(["y", "yes", "ha", "ҳа", "да", "д"].contains(&said.as_str()))
    }

    /// The next line of standard input, for what a flag says comes from there.
    pub(crate) async fn line(&self) -> Result<Sensitive<String>, ApiError> {
        blocking(|| next()?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())).await
    }

    /// A field that may be left empty: where no line is left, it is.
    pub(crate) async fn optional(
        &self,
        ask: String,
        hidden: bool,
    ) -> Result<Sensitive<String>, ApiError> {
        match self.terminal {
            true => self.field(ask, hidden).await,
            false => blocking(|| Ok(next()?.unwrap_or_default())).await,
        }
    }

    /// A field of a form: asked for on a terminal, else the next line.
    pub(crate) async fn field(
        &self,
        ask: String,
        hidden: bool,
    ) -> Result<Sensitive<String>, ApiError> {
        if !self.terminal {
            return self.line().await;
        }
        if hidden {
            return blocking(move || rpassword::prompt_password(format!("{ask}: "))).await;
        }
        crate::tell::beside(&format!("{ask}: "));
        self.line().await
    }
}

/// The next line of standard input, if there is one.
fn next() -> std::io::Result<Option<String>> {
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line)?;
    let text = line.trim_end_matches(['\r', '\n']).to_owned();
    zero(&mut line);
    Ok((read > 0).then_some(text))
}

/// The line's copy is wiped; what was read lives on in its custody alone.
fn zero(line: &mut String) {
    drop(Sensitive::new(std::mem::take(line)));
}

async fn blocking(
    read: impl FnOnce() -> std::io::Result<String> + Send + 'static,
) -> Result<Sensitive<String>, ApiError> {
    let ended = |error: &dyn std::fmt::Display| {
        ApiError::bad_input(
            "stdin",
            format!("a line was expected on standard input: {error}"),
        )
    };
    match tokio::task::spawn_blocking(read).await {
        Ok(Ok(text)) => Ok(Sensitive::new(text)),
        Ok(Err(error)) => Err(ended(&error)),
        Err(error) => Err(ended(&error)),
    }
}
