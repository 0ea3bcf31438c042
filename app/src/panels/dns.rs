//! The DNS panel: what a name resolves to as seen from a VPC, and which zones and records had a say.

use egui::{
    ComboBox, Grid, Label, RichText, ScrollArea, TextEdit, TextStyle, Ui,
    text::{LayoutJob, TextFormat},
};
use vpcanvas_analysis::{DnsAnswer, DnsRecord, DnsStatus, RecordType};
use vpcanvas_drawing::{Font, Icon, Token};
use vpcanvas_model::{Kind, ResourceId};

use super::{parts, reasons};
use crate::frame::{FrameContext, Request};
use crate::session::Lookup;
use crate::theme::{color, font};

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let asked = &frame.session().lookup;
    let mut lookup = asked.clone();
    parts::dock_left(ui, "dns question", 0.4, |ui| {
        ScrollArea::vertical()
            .id_salt("dns question")
            .auto_shrink(false)
            .show(ui, |ui| {
                form(ui, frame, &mut lookup);
                if frame.answers.lookup.is_none() {
                    parts::hint(ui, text!("dns-no-question"));
                }
                completions(ui, frame, &mut lookup);
                if let Some(answer) = &frame.answers.lookup {
                    answered(ui, frame, answer);
                }
            });
    });
    if lookup != *asked {
        frame.ask(Request::SetLookup(lookup));
    }
    egui::CentralPanel::no_frame()
        .frame(parts::dock_frame())
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("dns chain")
                .auto_shrink(false)
                .show(ui, |ui| {
                    if !frame.answers.views.is_empty() {
                        views(ui, frame, asked);
                    }
                    if let Some(answer) = &frame.answers.lookup {
                        chain(ui, frame, answer);
                    }
                });
        });
}

fn form(ui: &mut Ui, frame: &FrameContext<'_>, lookup: &mut Lookup) {
    Grid::new("lookup").num_columns(2).show(ui, |ui| {
        let name = ui.label(text!("dns-name"));
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut lookup.name)
                .hint_text("api.example.com")
                .desired_width((ui.available_width() - 124.0).clamp(60.0, 200.0));
            ui.add(edit.font(TextStyle::Monospace)).labelled_by(name.id);
            names(ui, frame, lookup);
            record_type(ui, lookup);
        });
        ui.end_row();
        let from = ui.label(text!("dns-from"));
        ui.horizontal(|ui| {
            origin(ui, frame, lookup, from.id);
            ui.checkbox(&mut lookup.compares, text!("dns-compare"));
        });
        ui.end_row();
    });
}

fn record_type(ui: &mut Ui, lookup: &mut Lookup) {
    let types = ComboBox::from_id_salt("record type")
        .selected_text(lookup.record_type.as_str())
        .width(64.0);
    let types = types.show_ui(ui, |ui| {
        for record_type in RecordType::ALL {
            ui.selectable_value(&mut lookup.record_type, *record_type, record_type.as_str());
        }
    });
    types.response.accessible_name(text!("dns-record-type"));
}

/// The names of the design that what is typed may become; none once it is one.
fn completions(ui: &mut Ui, frame: &FrameContext<'_>, lookup: &mut Lookup) {
    const MOST: usize = 4;
    let typed = lookup
        .name
        .trim()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    let names = &frame.answers.names;
    if names.contains(&typed) {
        return;
    }
    let mut fitting: Vec<&String> = names.iter().filter(|name| name.contains(&typed)).collect();
    fitting.sort_by_key(|name| !name.starts_with(&typed));
    if !fitting.is_empty() {
        parts::subheading(ui, text!("dns-names"));
    }
    for name in fitting.into_iter().take(MOST) {
        let text = RichText::new(name).monospace();
        let link = ui.add(egui::Link::new(text));
        if link.on_hover_text(text!("dns-look-up")).clicked() {
            lookup.name.clone_from(name);
        }
    }
}

/// Names the design itself speaks of.
fn names(ui: &mut Ui, frame: &FrameContext<'_>, lookup: &mut Lookup) {
    let button = parts::icon_button(ui, Icon::ChevronDown, text!("dns-choose-name"));
    egui::Popup::menu(&button).show(|ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            if frame.answers.names.is_empty() {
                ui.weak(text!("dns-no-names"));
            }
            for name in &frame.answers.names {
                if ui.button(RichText::new(name).monospace()).clicked() {
                    lookup.name.clone_from(name);
                }
            }
        });
    });
}

fn origin(ui: &mut Ui, frame: &FrameContext<'_>, lookup: &mut Lookup, label: egui::Id) {
    let document = frame.document();
    let id = ResourceId::from(lookup.from.as_str());
    let shown = if lookup.from.is_empty() {
        text!("dns-choose")
    } else {
        document.display_name(&id)
    };
    let combo = ComboBox::from_id_salt("dns from")
        .selected_text(shown)
        .width(150.0)
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        for (id, resource) in document.resources() {
            if matches!(
                resource.kind(),
                Kind::Vpc | Kind::Instance | Kind::CustomerGateway
            ) {
                let title = format!(
                    "{} · {}",
                    document.display_name(id),
                    resource.properties.title()
                );
                ui.selectable_value(&mut lookup.from, id.to_string(), title);
            }
        }
    });
    response.response.labelled_by(label);
}

fn answered(ui: &mut Ui, frame: &FrameContext<'_>, answer: &DnsAnswer) {
    let (icon, token) = mark(answer.status);
    ui.horizontal(|ui| {
        parts::icon(ui, icon, 18.0, color(ui, token));
        let status = RichText::new(words(answer.status))
            .font(font(Font::Semibold, 14.0))
            .color(color(ui, token));
        ui.add(Label::new(status).wrap());
    });
    ui.add(Label::new(sentence(frame, answer)).wrap());
    if !answer.answers.is_empty() {
        records(ui, &answer.answers);
    }
    reasons::show(ui, frame, answer.explanations.iter());
}

/// The answer for those who do not read records.
fn sentence(frame: &FrameContext<'_>, answer: &DnsAnswer) -> String {
    let document = frame.document();
    let name = answer.query.name.trim_end_matches('.');
    let from = document.display_name(&answer.query.from);
    let addresses: Vec<String> = answer.addresses().iter().map(ToString::to_string).collect();
    let decider = answer.chain.iter().rfind(|step| step.is_on_the_way);
    let by = decider.map_or(String::new(), |step| {
        text!(
            "dns-decided-by",
            decider = document.display_name(&step.component)
        )
    });
    match answer.status {
        DnsStatus::NoError if addresses.is_empty() => {
            text!("dns-answer-records", from = from, name = name, by = by)
        }
        DnsStatus::NoError => {
            let and = format!(" {} ", text!("dns-and"));
            let addresses = addresses.join(&and);
            text!(
                "dns-answer-addresses",
                from = from,
                name = name,
                addresses = addresses,
                by = by
            )
        }
        DnsStatus::NxDomain => text!("dns-answer-no-name", from = from, name = name, by = by),
        DnsStatus::NoData => {
            let record_type = answer.query.record_type;
            text!("dns-answer-no-record", from = from, name = name, type = record_type.as_str(), by = by)
        }
        DnsStatus::ServFail => text!("dns-answer-failed", from = from, name = name, by = by),
        DnsStatus::Timeout => text!("dns-answer-silence", from = from, name = name, by = by),
        DnsStatus::Public => text!("dns-answer-public", from = from, name = name),
        DnsStatus::Unknown => text!("dns-answer-unknown", from = from, name = name, by = by),
    }
}

/// One name from every VPC, side by side; a click shows the view in full.
fn views(ui: &mut Ui, frame: &FrameContext<'_>, asked: &Lookup) {
    parts::subheading(ui, text!("dns-views"));
    for (vpc, answer) in &frame.answers.views {
        ui.horizontal_wrapped(|ui| {
            let (icon, token) = mark(answer.status);
            parts::icon(ui, icon, 14.0, color(ui, token));
            let name = frame.document().display_name(vpc);
            if ui
                .link(name)
                .on_hover_text(text!("dns-show-view"))
                .clicked()
            {
                frame.ask(Request::SetLookup(Lookup {
                    from: vpc.to_string(),
                    ..asked.clone()
                }));
            }
            let data: Vec<&str> = answer
                .answers
                .iter()
                .map(|record| record.data.as_str())
                .collect();
            let found = if data.is_empty() {
                answer.status.to_string()
            } else {
                data.join(", ")
            };
            ui.add(Label::new(RichText::new(found).monospace()).wrap());
        });
    }
    ui.separator();
}

/// Records as dig writes them, each whole.
fn records(ui: &mut Ui, records: &[DnsRecord]) {
    for record in records {
        let ttl = record.ttl.to_string();
        let words = [
            (record.name.as_str(), Token::Text),
            (&ttl, Token::TextWeak),
            ("IN", Token::TextWeak),
            (record.record_type.as_str(), Token::Dns),
            (&record.data, Token::TextStrong),
        ];
        let mut line = LayoutJob::default();
        for (index, (word, token)) in words.into_iter().enumerate() {
            let room = if index == 0 { 0.0 } else { 10.0 };
            let format =
                TextFormat::simple(TextStyle::Monospace.resolve(ui.style()), color(ui, token));
            line.append(word, room, format);
        }
        ui.add(Label::new(line).wrap().selectable(true));
    }
}

fn mark(status: DnsStatus) -> (Icon, Token) {
    match status {
        DnsStatus::NoError => (Icon::Check, Token::Success),
        DnsStatus::Public | DnsStatus::Unknown => (Icon::Question, Token::Unknown),
        DnsStatus::NxDomain | DnsStatus::NoData | DnsStatus::ServFail | DnsStatus::Timeout => {
            (Icon::Cross, Token::Error)
        }
    }
}

fn words(status: DnsStatus) -> &'static str {
    match status {
        DnsStatus::NoError => text!("dns-noerror"),
        DnsStatus::NxDomain => text!("dns-nxdomain"),
        DnsStatus::NoData => text!("dns-nodata"),
        DnsStatus::ServFail => text!("dns-servfail"),
        DnsStatus::Timeout => text!("dns-timeout"),
        DnsStatus::Public => text!("dns-public"),
        DnsStatus::Unknown => text!("dns-unknown"),
    }
}

fn chain(ui: &mut Ui, frame: &FrameContext<'_>, answer: &DnsAnswer) {
    parts::subheading(ui, text!("dns-chain"));
    for (index, step) in answer.chain.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.label(
                RichText::new(format!("{}", index + 1))
                    .font(font(Font::Mono, 11.0))
                    .color(color(ui, Token::TextWeak)),
            );
            parts::resource_link(ui, frame, &step.component);
            let rule = RichText::new(step.reference)
                .font(font(Font::Mono, 10.5))
                .color(color(ui, Token::TextWeak));
            ui.add(Label::new(rule).truncate());
        });
        ui.indent(("dns step", index), |ui| {
            let label = ui.add(
                Label::new(step.decision.as_str())
                    .wrap()
                    .sense(egui::Sense::click()),
            );
            if label.clicked() {
                frame.ask(Request::Show(step.component.clone()));
            }
        });
    }
}
