//! The trace panel: a connection asked about, its verdict, every reason against it, and the way hop by hop with the rule
//! that decided at each.

use egui::{ComboBox, Grid, Id, Label, RichText, ScrollArea, TextEdit, Ui};
use vpcanvas_analysis::{FlowTrace, Hop, Outcome, Step, Trace, is_end};
use vpcanvas_drawing::{Font, Icon, Size, Token};
use vpcanvas_model::Protocol;

use super::{parts, reasons};
use crate::frame::{FrameContext, Request};
use crate::session::Probe;
use crate::theme::{color, font};

/// What the names of the question's fields take up at their left, in points.
const LABEL_ROOM: f32 = 56.0;

/// What stands for everything outside of the design in a question.
const INTERNET: &str = "internet";

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    parts::dock_left(ui, "trace question", 0.4, |ui| {
        ScrollArea::vertical()
            .id_salt("trace question")
            .auto_shrink(false)
            .show(ui, |ui| question(ui, frame));
    });
    egui::CentralPanel::no_frame()
        .frame(parts::dock_frame())
        .show(ui, |ui| {
            if let Some(trace) = frame.answers.shown_trace() {
                way(ui, frame, trace);
            }
        });
}

fn question(ui: &mut Ui, frame: &FrameContext<'_>) {
    let asked = asked(frame);
    let mut probe = asked.clone();
    form(ui, frame, &mut probe);
    if probe != asked {
        frame.ask(Request::SetProbe(probe));
    }
    match frame.answers.shown_trace() {
        None => {
            parts::hint(ui, text!("trace-no-question"));
        }
        Some(trace) => verdict(ui, frame, trace),
    }
}

/// The question whose answer is shown: that of a check, or the one asked by hand.
fn asked(frame: &FrameContext<'_>) -> Probe {
    let session = frame.session();
    let shown = session.shown_check.and(frame.answers.shown_trace());
    let Some(Trace { question, .. }) = shown else {
        return session.probe.clone();
    };
    Probe {
        from: question.from.clone(),
        to: question.to.clone(),
        protocol: question.protocol,
        port: question.port,
    }
}

fn form(ui: &mut Ui, frame: &FrameContext<'_>, probe: &mut Probe) {
    // A grid cell does not know how much room the panel has.
    let room = ui.available_width() - LABEL_ROOM;
    let is_narrow = room < 340.0;
    Grid::new("probe").num_columns(2).show(ui, |ui| {
        let from = ui.label(text!("trace-from"));
        source(ui, frame, "probe from", &mut probe.from, from.id, room);
        ui.end_row();
        let to = ui.label(text!("trace-to"));
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut probe.to)
                .hint_text(text!("trace-to-hint"))
                .desired_width((room - 48.0).clamp(40.0, 180.0));
            ui.add(edit).labelled_by(to.id);
            destinations(ui, frame, probe);
            if !is_narrow {
                service(ui, probe);
            }
        });
        ui.end_row();
        if is_narrow {
            ui.label(text!("trace-over"));
            ui.horizontal(|ui| service(ui, probe));
            ui.end_row();
        }
    });
}

/// The transport and the port.
fn service(ui: &mut Ui, probe: &mut Probe) {
    let protocols = ComboBox::from_id_salt("protocol")
        .selected_text(probe.protocol.as_str())
        .width(56.0);
    let protocols = protocols.show_ui(ui, |ui| {
        for protocol in [Protocol::Tcp, Protocol::Udp, Protocol::Icmp] {
            ui.selectable_value(&mut probe.protocol, protocol, protocol.as_str());
        }
    });
    protocols.response.accessible_name(text!("trace-protocol"));
    if probe.protocol != Protocol::Icmp {
        let port = ui.add(
            egui::DragValue::new(&mut probe.port)
                .range(1..=u16::MAX)
                .speed(0.2),
        );
        port.accessible_name(text!("trace-port"));
    }
}

/// A pick list of everything that can send.
pub(super) fn source(
    ui: &mut Ui,
    frame: &FrameContext<'_>,
    salt: &str,
    from: &mut String,
    label: Id,
    room: f32,
) {
    let document = frame.document();
    let name = |id: &str| document.display_name(&id.into()).to_owned();
    let shown = if from.is_empty() {
        RichText::new(text!("trace-choose")).weak()
    } else {
        RichText::new(name(from))
    };
    let combo = ComboBox::from_id_salt(salt)
        .selected_text(shown)
        .width(room.clamp(60.0, 150.0))
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(from, INTERNET.to_owned(), text!("trace-internet"));
        for (id, resource) in document.resources() {
            if is_end(resource.kind()) {
                let title = format!(
                    "{} · {}",
                    document.display_name(id),
                    resource.properties.title()
                );
                ui.selectable_value(from, id.to_string(), title);
            }
        }
    });
    response.response.labelled_by(label);
}

fn destinations(ui: &mut Ui, frame: &FrameContext<'_>, probe: &mut Probe) {
    let button = parts::icon_button(ui, Icon::ChevronDown, text!("trace-choose-destination"));
    egui::Popup::menu(&button).show(|ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            if ui.button(text!("trace-internet")).clicked() {
                INTERNET.clone_into(&mut probe.to);
            }
            for (id, resource) in frame
                .document()
                .resources()
                .filter(|(_, resource)| is_end(resource.kind()))
            {
                let title = format!(
                    "{} · {}",
                    frame.document().display_name(id),
                    resource.properties.title()
                );
                if ui.button(title).clicked() {
                    probe.to = id.to_string();
                }
            }
        });
    });
}

fn verdict(ui: &mut Ui, frame: &FrameContext<'_>, trace: &Trace) {
    ui.add_space(Size::SpaceTiny.points());
    ui.horizontal(|ui| {
        parts::verdict(ui, trace.verdict);
        if let Some(index) = frame.session().shown_check {
            let name = frame
                .answers
                .checks()
                .get(index)
                .map(|check| check.name.as_str())
                .unwrap_or_default();
            let name = RichText::new(name).color(color(ui, Token::TextWeak));
            ui.add(Label::new(name).truncate());
        } else if ui
            .button(text!("trace-add-check"))
            .on_hover_text(text!("trace-add-check-help"))
            .clicked()
        {
            frame.ask(Request::AddCheck);
        }
    });
    reasons::show(ui, frame, trace.explanations());
    for flow in &trace.flows {
        reasons::show(ui, frame, flow.warnings.iter());
    }
}

/// Which flow of the trace is seen, and whether its way back.
#[derive(Clone, Copy, Default)]
struct Shown {
    flow: usize,
    is_back: bool,
}

fn way(ui: &mut Ui, frame: &FrameContext<'_>, trace: &Trace) {
    let id = Id::unique("shown flow");
    let mut shown: Shown = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    shown.flow = shown.flow.min(trace.flows.len().saturating_sub(1));
    let Some(flow) = trace.flows.get(shown.flow) else {
        parts::hint(ui, text!("trace-nothing-sent"));
        return;
    };
    ui.horizontal(|ui| {
        ui.selectable_value(&mut shown.is_back, false, text!("trace-way-there"));
        ui.selectable_value(&mut shown.is_back, true, text!("trace-way-back"));
        if trace.flows.len() > 1 {
            ui.separator();
            ScrollArea::horizontal().id_salt("flows").show(ui, |ui| {
                ui.horizontal(|ui| {
                    for (index, flow) in trace.flows.iter().enumerate() {
                        flow_choice(ui, flow, index, &mut shown);
                    }
                });
            });
        }
    });
    let hops = if shown.is_back {
        &flow.back
    } else {
        &flow.forward
    };
    ScrollArea::vertical()
        .id_salt("hops")
        .auto_shrink(false)
        .show(ui, |ui| {
            for (index, one) in hops.iter().enumerate() {
                hop(ui, frame, index, one);
            }
            if hops.is_empty() {
                parts::hint(ui, text!("trace-nothing-this-way"));
            }
        });
    ui.data_mut(|data| data.insert_temp(id, shown));
}

fn flow_choice(ui: &mut Ui, flow: &FlowTrace, index: usize, shown: &mut Shown) {
    let (icon, token) = parts::verdict_look(flow.verdict);
    parts::icon(ui, icon, 14.0, color(ui, token));
    ui.selectable_value(&mut shown.flow, index, flow.destination.to_string());
}

fn hop(ui: &mut Ui, frame: &FrameContext<'_>, index: usize, hop: &Hop) {
    ui.horizontal(|ui| {
        let number = RichText::new(format!("{}", index + 1))
            .font(font(Font::Mono, 11.0))
            .color(color(ui, Token::TextWeak));
        ui.label(number);
        parts::resource_link(ui, frame, &hop.component);
        let kind = RichText::new(hop.kind)
            .small()
            .color(color(ui, Token::TextWeak));
        ui.add(Label::new(kind).truncate());
    });
    ui.indent(("hop", index), |ui| {
        for one in &hop.steps {
            step(ui, frame, one);
        }
    });
}

fn step(ui: &mut Ui, frame: &FrameContext<'_>, step: &Step) {
    let (icon, token, word) = match step.outcome {
        Outcome::Passes => (Icon::Check, Token::Success, text!("trace-step-passes")),
        Outcome::Blocks => (Icon::Cross, Token::Error, text!("trace-step-blocks")),
        Outcome::Unknown => (Icon::Question, Token::Unknown, text!("trace-step-unknown")),
    };
    ui.horizontal_top(|ui| {
        let mark = parts::icon(ui, icon, 16.0, color(ui, token));
        mark.on_hover_text(word);
        let text = RichText::new(format!("{}  ({})", step.sentence(), step.reference))
            .color(color(ui, Token::Text));
        let label = ui.add(Label::new(text).wrap().sense(egui::Sense::click()));
        if label
            .on_hover_cursor(egui::CursorIcon::PointingHand)
            .clicked()
        {
            frame.ask(Request::Show(step.component.clone()));
        }
    });
}
