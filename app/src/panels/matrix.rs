//! The matrix panel: who reaches which service as a table, or who reaches one thing and what that thing reaches as two
//! lists. Only what is seen of them is laid out, so their size costs nothing.
//!
//! Every connection shows its trace when it is clicked.

mod list;
mod table;

use egui::{Label, RichText, Ui};
use vpcanvas_analysis::{Blocker, Cell, Matrix, Service, is_end};
use vpcanvas_drawing::{Token, Verdict};
use vpcanvas_model::{Document, Protocol, ResourceId};

use super::parts;
use crate::answers::reach::Shown;
use crate::frame::{FrameContext, Request};
use crate::session::{Probe, Scope};
use crate::theme::color;

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    ui.horizontal(|ui| scopes(ui, frame));
    ui.add_space(2.0);
    match (&frame.answers.reach.shown, &frame.session().scope) {
        (Shown::Everything(matrix), Scope::Everything) => everything(ui, frame, matrix),
        (Shown::Of(both), Scope::Of(id)) => list::two(ui, frame, id, both),
        (Shown::Nothing, Scope::Of(_)) => {
            parts::hint(ui, text!("matrix-gone"));
        }
        // What was asked for last is not begun yet.
        _ => {}
    }
}

fn everything(ui: &mut Ui, frame: &FrameContext<'_>, matrix: &Matrix) {
    if matrix.sources.is_empty() || matrix.services.is_empty() {
        parts::hint(ui, text!("matrix-empty"));
    } else {
        table::show(ui, frame, matrix);
    }
}

/// Whose connections are shown, and what else can be asked for.
fn scopes(ui: &mut Ui, frame: &FrameContext<'_>) {
    let shown = &frame.session().scope;
    let mut offered = vec![Scope::Everything];
    if let Scope::Of(_) = shown {
        offered.push(shown.clone());
    }
    if let [id] = frame.selection()
        && frame
            .document()
            .resource(id)
            .is_some_and(|resource| is_end(resource.kind()))
    {
        offered.push(Scope::Of(id.clone()));
    }
    offered.dedup();
    for scope in offered {
        let title = match &scope {
            Scope::Everything => text!("matrix-everything").to_owned(),
            Scope::Of(id) => text!("matrix-only", object = frame.document().display_name(id)),
        };
        if ui.selectable_label(scope == *shown, title).clicked() {
            frame.ask(Request::ShowReach(scope));
        }
    }
    let words = match (&frame.answers.reach.shown, frame.answers.reach.share_done()) {
        (_, Some(share)) => text!("matrix-progress", percent = (share * 100.0).round()),
        (Shown::Everything(matrix), None) => text!(
            "matrix-size",
            sources = text!("matrix-sources", count = matrix.sources.len()),
            services = text!("matrix-services", count = matrix.services.len()),
            traces = text!("matrix-traces", count = matrix.traced_count())
        ),
        (Shown::Of(_) | Shown::Nothing, None) => String::new(),
    };
    let words = RichText::new(words)
        .small()
        .color(color(ui, Token::TextWeak));
    ui.add(Label::new(words).truncate());
}

/// A connection and how it ends, as it is spoken of.
struct Connection<'a> {
    frame: &'a FrameContext<'a>,
    from: &'a str,
    service: &'a Service,
    cell: &'a Cell,
}

impl Connection<'_> {
    fn verdict(&self) -> Verdict {
        Verdict::from(self.cell.verdict)
    }

    /// What a screen reader says: `App to Billing tcp/443: Unreachable, ENI_SG_RULES_MISMATCH at Endpoint`.
    fn words(&self) -> String {
        let document = self.frame.document();
        let (from, to) = (name(document, self.from), name(document, &self.service.to));
        let (service, verdict) = (port(self.service), self.verdict().words());
        match &self.cell.blocker {
            Some(blocker) => text!(
                "matrix-connection-blocked",
                from = from,
                to = to,
                service = service,
                verdict = verdict,
                reason = reason(document, blocker)
            ),
            None => text!(
                "matrix-connection",
                from = from,
                to = to,
                service = service,
                verdict = verdict
            ),
        }
    }

    /// What stands under the pointer.
    fn hover(&self) -> String {
        format!("{}\n{}", self.words(), text!("matrix-click"))
    }

    /// Shows its trace.
    fn ask(&self) {
        self.frame.ask(Request::ShowProbe(Probe {
            from: self.from.to_owned(),
            to: self.service.to.clone(),
            protocol: self.service.protocol,
            port: self.service.port,
        }));
    }
}

/// The name of a resource, or an address or name as it is.
fn name(document: &Document, word: &str) -> String {
    document.display_name(&ResourceId::from(word)).to_owned()
}

fn port(service: &Service) -> String {
    match service.protocol {
        Protocol::Icmp => "icmp".to_owned(),
        protocol => format!("{protocol}/{}", service.port),
    }
}

fn reason(document: &Document, blocker: &Blocker) -> String {
    let at = document.display_name(&blocker.component);
    text!("matrix-reason", code = blocker.code.as_str(), object = at)
}
