//! How far a long piece of work is, on a terminal, and Ctrl-C as the wish to end it in good order.

use std::{
    io::{self, IsTerminal as _, Write as _},
    ops::ControlFlow,
    sync::{
        Mutex, Once,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// A line that changes more often cannot be read.
const PAUSE: Duration = Duration::from_millis(100);
/// As wide as any terminal is.
const WIDTH: usize = 79;

static LISTENS: Once = Once::new();
static IS_ENDED: AtomicBool = AtomicBool::new(false);
static SHOWN: Mutex<Option<Instant>> = Mutex::new(None);

#[expect(clippy::disallowed_methods, reason = "a terminal has a clock")]
fn now() -> Instant {
    Instant::now()
}

/// Shows a line in the place of the last one, and says whether to go on.
pub(super) fn show(line: &str) -> ControlFlow<()> {
    LISTENS.call_once(|| {
        // Where no handler can be set, Ctrl-C ends the program as ever; a file is written as a whole or not at all.
        ctrlc::set_handler(|| IS_ENDED.store(true, Ordering::Relaxed)).unwrap_or_default();
    });
    if IS_ENDED.load(Ordering::Relaxed) {
        return ControlFlow::Break(());
    }
    let mut last = SHOWN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let is_due = last.is_none_or(|last| last.elapsed() >= PAUSE);
    if is_due && io::stderr().is_terminal() {
        let line: String = crate::printable(line).chars().take(WIDTH).collect();
        write!(io::stderr(), "\r{line:WIDTH$}").unwrap_or_default();
        *last = Some(now());
    }
    ControlFlow::Continue(())
}

/// Takes the line off the terminal again.
pub(super) fn clear() {
    let last = SHOWN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if last.is_some() {
        write!(io::stderr(), "\r{:WIDTH$}\r", "").unwrap_or_default();
    }
}
