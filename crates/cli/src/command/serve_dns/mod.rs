//! `vpcanvas serve-dns`: a DNS server that answers as the resolver of a VPC would, from a design that may change meanwhile.
//!
//! It is the one command that goes on: it opens sockets, starts threads and looks at the clock. It forwards nothing; what only
//! public DNS knows is SERVFAIL.

mod listener;
mod local;
mod plain;
mod respond;
mod value;
mod view;

#[cfg(test)]
mod tests;

use std::{
    fs,
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, SystemTime},
};

use vpcanvas_model::ResourceId;

use self::{
    listener::{CurrentView, Listener},
    view::View,
};
use super::Command;
use crate::{BadInput, Exit, Files, Output, arguments::Arguments, design::Design, printable};

pub(super) const COMMAND: Command = Command {
    name: "serve-dns",
    usage: "DESIGN --from ID [--listen 127.0.0.1:5353]… [--from ID --listen …]…",
    about: "Answers DNS as it is seen from a resource, until it is interrupted; follows the design when it changes",
    options: &["from+", "listen+"],
    run,
};

/// Where DNS is served unless said otherwise.
const USUAL_ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 5353);
/// How often it is looked whether the design has changed, or the end has come.
const INTERVAL: Duration = Duration::from_millis(250);

/// One asker, and where its view of DNS is served.
#[derive(Debug, PartialEq, Eq)]
struct Asker {
    from: String,
    listen: Vec<SocketAddr>,
}

/// An asker that is served.
struct Served {
    from: ResourceId,
    view: CurrentView,
}

fn run(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let askers = askers(arguments.in_order()?)?;
    let path = arguments.path("DESIGN")?;
    arguments.end()?;

    let mut seen = state_of(&path);
    let design = Design::read(path.clone(), files)?;
    warn(&design);
    let served = serve(&design, &askers)?;
    let ended = interruption()?;
    while !ended.load(Ordering::Relaxed) {
        thread::sleep(INTERVAL);
        let state = state_of(&path);
        if state != seen {
            seen = state;
            follow(&path, files, &served);
        }
    }
    Ok(Output::new(Exit::Holds, ""))
}

/// Every `--listen` belongs to the `--from` before it; one alone may stand in front.
fn askers(options: Vec<(&'static str, String)>) -> Result<Vec<Asker>, BadInput> {
    let mut askers: Vec<Asker> = Vec::new();
    let mut early = Vec::new();
    for (name, value) in options {
        match (name, askers.last_mut()) {
            ("listen", Some(asker)) => asker.listen.push(address(&value)?),
            ("listen", None) => early.push(address(&value)?),
            _ => askers.push(Asker {
                from: value,
                listen: Vec::new(),
            }),
        }
    }
    match askers.as_mut_slice() {
        [] => return Err(BadInput::misuse("--from is missing")),
        [only] => {
            only.listen.splice(..0, early);
            if only.listen.is_empty() {
                only.listen.push(USUAL_ADDRESS);
            }
        }
        several => {
            let without = several.iter().find(|asker| asker.listen.is_empty());
            if let Some(Asker { from, .. }) = without {
                return Err(BadInput::misuse(format!(
                    "--from {from} has no --listen: give its address behind it"
                )));
            }
            if !early.is_empty() {
                return Err(BadInput::misuse(
                    "--listen comes before the first --from: give it behind the --from it is for",
                ));
            }
        }
    }
    Ok(askers)
}

fn address(value: &str) -> Result<SocketAddr, BadInput> {
    value.parse().ok().ok_or_else(|| {
        BadInput::misuse(format!(
            "--listen {value}: expected an address and a port, such as {USUAL_ADDRESS} or [::1]:5353"
        ))
    })
}

/// Opens all sockets before any of them answers, and says where they are.
fn serve(design: &Design, askers: &[Asker]) -> Result<Vec<Served>, BadInput> {
    let sources: Vec<ResourceId> = askers
        .iter()
        .map(|asker| design.source("--from", &asker.from))
        .collect::<Result<_, _>>()?;
    let mut served = Vec::new();
    let mut open = Vec::new();
    for (from, asker) in sources.into_iter().zip(askers) {
        let view = View::new(design.network.clone(), from.clone(), say);
        let view = Arc::new(RwLock::new(Arc::new(view)));
        for address in &asker.listen {
            for listener in Listener::bind_all(*address).map_err(failed(*address))? {
                let bound = listener.address().map_err(failed(*address))?;
                open.push((listener, bound, from.clone(), Arc::clone(&view)));
            }
        }
        served.push(Served { from, view });
    }
    for (listener, bound, from, view) in open {
        listener.serve(&view).map_err(failed(bound))?;
        announce(&format!("{from} is served on {bound}"));
    }
    Ok(served)
}

/// Says what contradicts itself in a design that is served nevertheless.
fn warn(design: &Design) {
    for line in design.output(Exit::Holds, "").stderr.lines() {
        say(line);
    }
}

fn failed(address: SocketAddr) -> impl Fn(io::Error) -> BadInput {
    move |error| {
        let remedy = match error.kind() {
            io::ErrorKind::AddrInUse => ": something else is served there, choose another port",
            io::ErrorKind::PermissionDenied => ": choose a port from 1024 on",
            io::ErrorKind::AddrNotAvailable => ": this machine does not have the address",
            _ => "",
        };
        format!("--listen {address}: {error}{remedy}").into()
    }
}

/// Serves the design as it is now; one that cannot be read changes nothing.
fn follow(path: &Path, files: &dyn Files, served: &[Served]) {
    let design = match Design::read(path.to_owned(), files) {
        Ok(design) => design,
        Err(error) => {
            for message in error.messages {
                say(&message);
            }
            say("the design as it was before is served on");
            return;
        }
    };
    warn(&design);
    for Served { from, .. } in served {
        if let Err(error) = design.source("--from", from.as_str()) {
            for message in error.messages {
                say(&message);
            }
        }
    }
    for Served { from, view } in served {
        let new = View::new(design.network.clone(), from.clone(), say);
        *view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
    }
    say(&format!(
        "{}: the design has changed and is followed",
        path.display()
    ));
}

/// What tells one state of a file from another without reading it.
fn state_of(path: &Path) -> Option<(Option<SystemTime>, u64)> {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok(), found.len()))
}

/// What becomes true once the user or the system wants the program to end.
fn interruption() -> Result<Arc<AtomicBool>, BadInput> {
    let ended = Arc::new(AtomicBool::new(false));
    let to_end = Arc::clone(&ended);
    ctrlc::set_handler(move || to_end.store(true, Ordering::Relaxed))
        .map_err(|error| format!("interruptions cannot be noticed: {error}"))?;
    Ok(ended)
}

/// Writes a line for scripts that wait for it. That nobody reads it is no reason to end.
fn announce(line: &str) {
    let mut output = io::stdout().lock();
    writeln!(output, "{}", printable(line))
        .and_then(|()| output.flush())
        .unwrap_or_default();
}

fn say(line: &str) {
    writeln!(io::stderr().lock(), "{}", printable(line)).unwrap_or_default();
}
