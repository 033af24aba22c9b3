//! A step: one command, announced by one line before it starts and timed by one line after it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// A program with its arguments, run from the repository's root unless told otherwise.
pub(crate) struct Step {
    title: String,
    command: Command,
}

/// What a captured step printed, and whether it ended well.
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) success: bool,
}

impl Step {
    /// `title` is the line that a person reads while it runs.
    pub(crate) fn new(title: &str, program: impl AsRef<Path>) -> Self {
        let mut command = Command::new(program.as_ref());
        command.current_dir(crate::tree::root());
        Self {
            title: title.to_owned(),
            command,
        }
    }

    pub(crate) fn args<I: AsRef<std::ffi::OsStr>>(
        mut self,
        args: impl IntoIterator<Item = I>,
    ) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs to the end with the terminal passed through; an unsuccessful end is an error.
    pub(crate) fn run(mut self) -> Result<()> {
        let started = self.announce();
        let status = self.command.status().with_context(|| self.cannot_start())?;
        done(started, status.success());
        if !status.success() {
            bail!("`{}` failed ({status}): {}", self.title, self.line());
        }
        Ok(())
    }

    /// Runs to the end, shows the output as it comes and keeps it.
    pub(crate) fn capture(mut self) -> Result<Outcome> {
        let started = self.announce();
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().with_context(|| self.cannot_start())?;
        let errors = child
            .stderr
            .take()
            .map(|pipe| thread::spawn(move || tee(pipe)));
        let mut text = child.stdout.take().map(tee).unwrap_or_default();
        if let Some(Ok(more)) = errors.map(thread::JoinHandle::join) {
            text.push_str(&more);
        }
        let status = child.wait().with_context(|| self.cannot_start())?;
        done(started, status.success());
        Ok(Outcome {
            text,
            success: status.success(),
        })
    }

    fn announce(&self) -> Instant {
        println!("==> {}", self.title);
        Instant::now()
    }

    fn line(&self) -> String {
        let program = self.command.get_program().to_string_lossy().into_owned();
        let args = self
            .command
            .get_args()
            .map(|arg| arg.to_string_lossy().into_owned());
        std::iter::once(program)
            .chain(args)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn cannot_start(&self) -> String {
        format!("cannot start `{}`", self.line())
    }
}

fn done(started: Instant, success: bool) {
    let word = if success { "done" } else { "FAILED" };
    println!("    {word} after {:.1} s", started.elapsed().as_secs_f64());
}

/// Copies a pipe to stdout line by line and returns all of it; bytes that are no UTF-8 are replaced.
fn tee(pipe: impl Read) -> String {
    let mut reader = BufReader::new(pipe);
    let mut all = String::new();
    let mut line = Vec::new();
    while matches!(reader.read_until(b'\n', &mut line), Ok(read) if read > 0) {
        // A closed stdout must not stop the child: its result still counts.
        let _ = std::io::stdout().write_all(&line);
        all.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Step, tee};

    #[test]
    fn a_failing_program_is_an_error_that_names_its_command_line() {
        let error = Step::new("a bad flag", "cargo")
            .args(["--no-such-flag"])
            .run();
        let text = error.map_or_else(|error| error.to_string(), |()| String::new());
        assert!(
            text.contains("cargo --no-such-flag"),
            "the reader must be able to repeat it: {text}"
        );
    }

    #[test]
    fn a_missing_program_says_what_could_not_start() {
        let error = Step::new("nothing", "no-such-program-anywhere").capture();
        let text = error.map_or_else(|error| error.to_string(), |_| String::new());
        assert!(
            text.contains("no-such-program-anywhere"),
            "names the program: {text}"
        );
    }

    #[test]
    fn output_that_is_no_utf8_is_kept() {
        let text = tee(&b"one \xff\ntwo"[..]);
        assert_eq!(text, "one \u{fffd}\ntwo", "a compiler may quote any byte");
    }
}
