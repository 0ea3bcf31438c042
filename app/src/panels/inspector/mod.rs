//! The inspector: every property of the selected object, checked at the field.
//!
//! It is made from the model's field table, so a kind needs no form of its own. What it shows is a record as it stands in
//! the file; what it asks for is the same record with another value.

mod draft;
mod field;
mod planner;
mod routes;
mod rules;
mod suggestion;

use egui::{Align, Layout};
use serde_json::{Map, Value};
use vpcanvas_analysis::is_end;
use vpcanvas_drawing::{Font, Icon, Size, Token};
use vpcanvas_editor::actions::{Step, folded_in, set_field, set_name, set_note};
use vpcanvas_model::{Document, Field, FieldType, Kind, Resource, ResourceId, Transaction};

use super::parts;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};
use crate::session::WordsField;
use crate::theme::{self, color};

/// So many of several selected objects are named.
const MOST_LISTED: usize = 20;

/// Shows the properties of what is selected.
pub(super) fn show(ui: &mut egui::Ui, frame: &FrameContext<'_>) {
    let mut selected = frame.selection().iter();
    match (selected.next(), selected.next()) {
        (None, _) => nothing_selected(ui, frame),
        (Some(id), None) => match folded_in(frame.state.workspace().arrangement(), id) {
            [] => one(ui, frame, id),
            others => {
                let all: Vec<ResourceId> = std::iter::once(id).chain(others).cloned().collect();
                let heading = text!("inspector-stands-for", count = all.len());
                several(ui, frame, &heading, &all);
            }
        },
        (Some(_), Some(_)) => {
            let selected = frame.selection();
            let heading = text!("inspector-selected", count = selected.len());
            several(ui, frame, &heading, selected);
        }
    }
}

fn nothing_selected(ui: &mut egui::Ui, frame: &FrameContext<'_>) {
    parts::heading(ui, text!("inspector"));
    parts::hint(ui, text!("inspector-nothing-selected"));
    let resources = frame.document().resources().len();
    let words = text!("inspector-objects", count = resources);
    parts::hint(ui, &words);
}

/// Several objects: of one kind, a change of a property is made to all of them as one step.
fn several(ui: &mut egui::Ui, frame: &FrameContext<'_>, heading: &str, ids: &[ResourceId]) {
    parts::heading(ui, heading);
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            for id in ids.iter().take(MOST_LISTED) {
                parts::resource_link(ui, frame, id);
            }
            let more = ids.len().saturating_sub(MOST_LISTED);
            if more > 0 {
                parts::hint(ui, &text!("inspector-more", count = more));
            }
            ui.add_space(Size::SpaceSmall.points());
            if ui.button(Command::Delete.title()).clicked() {
                frame.ask(Request::Command(Command::Delete));
            }
            planner::show(ui, frame);
            if let Some(form) = Form::of_all(frame, ids) {
                ui.add_space(Size::SpaceSmall.points());
                form.all_alike(ui);
            }
        });
}

fn one(ui: &mut egui::Ui, frame: &FrameContext<'_>, id: &ResourceId) {
    let Some(resource) = frame.document().resource(id) else {
        return;
    };
    let form = Form {
        frame,
        id,
        resource,
        fields: resource.to_fields(),
        others: &[],
    };
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            form.header(ui);
            form.findings(ui);
            form.name(ui);
            let is_note = resource.kind() == Kind::Note;
            if is_note {
                form.note(ui);
            }
            planner::show(ui, frame);
            let at: [Step; 0] = [];
            for field in resource.kind().fields() {
                form.field(ui, &at, field, form.fields.get(field.name));
            }
            if !is_note {
                form.note(ui);
            }
            form.unknown(ui);
            ui.add_space(Size::SpaceLarge.points());
        });
}

/// One record while it is shown.
struct Form<'a> {
    frame: &'a FrameContext<'a>,
    id: &'a ResourceId,
    resource: &'a Resource,
    /// The record as it stands in the file.
    fields: Map<String, Value>,
    /// What is changed along with it.
    others: &'a [ResourceId],
}

impl<'a> Form<'a> {
    /// The first of several objects for all of them, where they are of one kind.
    fn of_all(frame: &'a FrameContext<'a>, ids: &'a [ResourceId]) -> Option<Self> {
        let (id, others) = ids.split_first()?;
        let resource = frame.document().resource(id)?;
        let kind = resource.kind();
        let is_alike = |other: &ResourceId| {
            let other = frame.document().resource(other);
            other.is_some_and(|other| other.kind() == kind)
        };
        others.iter().all(is_alike).then(|| Self {
            frame,
            id,
            resource,
            fields: resource.to_fields(),
            others,
        })
    }

    /// The properties of several objects of one kind: those in which they differ show that of the first.
    fn all_alike(&self, ui: &mut egui::Ui) {
        let kind = self.resource.kind();
        parts::heading(ui, &text!("inspector-all-of-kind", kind = kind.title()));
        let others = self.others.iter().take(MOST_LISTED);
        let others: Vec<Map<String, Value>> = others
            .filter_map(|id| Some(self.document().resource(id)?.to_fields()))
            .collect();
        let at: [Step; 0] = [];
        for field in kind.fields() {
            if is_each_ones_own(kind, field.value) {
                parts::hint(ui, &text!("inspector-own", field = field.name));
                continue;
            }
            let value = self.fields.get(field.name);
            if others.iter().any(|other| other.get(field.name) != value) {
                if matches!(
                    field.value,
                    FieldType::List(_) | FieldType::Table(_) | FieldType::Group(_)
                ) {
                    parts::hint(ui, &text!("inspector-differ-in", field = field.name));
                    continue;
                }
                let name = self.document().display_name(self.id);
                parts::hint(ui, &text!("inspector-differ", name = name));
            }
            self.field(ui, &at, field, value);
        }
    }

    fn document(&self) -> &Document {
        self.frame.document()
    }

    fn header(&self, ui: &mut egui::Ui) {
        let kind = self.resource.kind();
        ui.horizontal(|ui| {
            // The button takes its room first; the names give way.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.reach(ui);
                self.lock(ui);
                self.fold(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    parts::kind_icon(ui, kind, Size::IconLarge.points());
                    ui.vertical(|ui| self.names(ui));
                });
            });
        });
        ui.add_space(Size::SpaceSmall.points());
    }

    fn names(&self, ui: &mut egui::Ui) {
        ui.spacing_mut().item_spacing.y = 0.0;
        parts::heading(ui, self.resource.properties.title());
        let id = egui::RichText::new(self.id.as_str())
            .monospace()
            .color(color(ui, Token::TextWeak));
        ui.add(egui::Label::new(id).selectable(true).truncate());
    }

    fn findings(&self, ui: &mut egui::Ui) {
        for finding in self.frame.answers.about(self.id) {
            parts::notice(ui, finding.severity, &finding.message);
        }
    }

    /// The way from a thing that sends to everything it is connected with.
    fn reach(&self, ui: &mut egui::Ui) {
        let offered = is_end(self.resource.kind());
        if offered && parts::icon_button(ui, Icon::Trace, Command::Reach.title()).clicked() {
            self.frame.ask(Request::Command(Command::Reach));
        }
    }

    /// Keeps it where it stands, or lets it go.
    fn lock(&self, ui: &mut egui::Ui) {
        let is_on = self.frame.is_on(Command::ToggleLock);
        let title = Command::ToggleLock.title();
        if parts::icon_toggle(ui, Icon::Lock, title, is_on).clicked() {
            self.frame.ask(Request::Command(Command::ToggleLock));
        }
    }

    /// Shows a container as one tile, or opens it.
    fn fold(&self, ui: &mut egui::Ui) {
        if !self.resource.kind().is_container() {
            return;
        }
        let arrangement = self.frame.state.workspace().arrangement();
        let (icon, command) = if arrangement.is_collapsed(self.id) {
            (Icon::ChevronRight, Command::Expand)
        } else {
            (Icon::ChevronDown, Command::Collapse)
        };
        if parts::icon_button(ui, icon, command.title()).clicked() {
            self.frame.ask(Request::Fold(self.id.clone()));
        }
    }

    /// The `Name` tag, which is what an object is called on the canvas.
    fn name(&self, ui: &mut egui::Ui) {
        let label = parts::field_label(ui, text!("inspector-name"), text!("inspector-name-help"));
        let now = self.resource.name().unwrap_or_default();
        let id = egui::Id::unique(("inspector name", self.id.as_str()));
        let mut text = now.to_owned();
        let response = ui.add(
            egui::TextEdit::singleline(&mut text)
                .id(id)
                .hint_text(self.id.as_str())
                .desired_width(f32::INFINITY),
        );
        let response = response.labelled_by(label.id);
        if response.changed() {
            self.ask(set_name(
                self.frame.state.workspace().committed(),
                self.id,
                &text,
            ));
        }
        if response.lost_focus() && text.trim_end() != text {
            let committed = self.frame.state.workspace().committed();
            self.ask(set_name(committed, self.id, text.trim_end()));
        }
        draft::finish_when_left(ui, self.frame, &response);
        if self.frame.session().asked.field == Some(WordsField::Name) {
            response.request_focus();
            self.frame.ask(Request::FieldShown);
            parts::select_all_text(ui, id, text.chars().count());
        }
    }

    /// What people should know of it, in as many lines as it takes.
    fn note(&self, ui: &mut egui::Ui) {
        let label = parts::field_label(ui, text!("note-field"), text!("note-help"));
        let mut text = self.resource.note.clone().unwrap_or_default();
        let rows = if text.is_empty() { 1 } else { 3 };
        let response = ui.add(
            egui::TextEdit::multiline(&mut text)
                .id(egui::Id::unique(("inspector note", self.id.as_str())))
                .hint_text(text!("note-hint"))
                .desired_rows(rows)
                .desired_width(f32::INFINITY),
        );
        let response = response.labelled_by(label.id);
        if response.changed() {
            let committed = self.frame.state.workspace().committed();
            self.ask(set_note(committed, self.id, &text));
        }
        if response.lost_focus() {
            self.frame.ask(Request::FinishEdit);
        }
        if self.frame.session().asked.field == Some(WordsField::Note) {
            response.request_focus();
            response.scroll_to_me(None);
            self.frame.ask(Request::FieldShown);
        }
    }

    /// Fields a newer version wrote are kept, and shown so that nobody wonders.
    fn unknown(&self, ui: &mut egui::Ui) {
        let known = |name: &str| {
            matches!(name, "Kind" | "Tags" | "Note")
                || self
                    .resource
                    .kind()
                    .fields()
                    .iter()
                    .any(|field| field.name == name)
        };
        let unknown: Vec<&String> = self.fields.keys().filter(|name| !known(name)).collect();
        if unknown.is_empty() {
            return;
        }
        parts::field_label(
            ui,
            text!("inspector-others"),
            text!("inspector-others-help"),
        );
        for name in unknown {
            let value = self
                .fields
                .get(name)
                .map(ToString::to_string)
                .unwrap_or_default();
            let text = format!("{name}: {value}");
            ui.add(
                egui::Label::new(egui::RichText::new(text).font(theme::font(Font::Mono, 11.0)))
                    .wrap(),
            );
        }
    }

    /// The change that sets a value, or what is wrong with it.
    fn with(&self, path: &[Step], value: Value) -> Result<Transaction, String> {
        let document = self.frame.state.workspace().committed();
        let others = self.others.iter();
        let others = others.map(|id| set_field(document, id, path, value.clone()));
        let others = others.collect::<Result<Vec<_>, _>>()?;
        let mut all = set_field(document, self.id, path, value)?;
        if !others.is_empty() {
            all.label = text!("change-and-more", change = all.label, count = others.len());
        }
        Ok(others.into_iter().fold(all, Transaction::then))
    }

    /// Asks for a change that is complete in itself: a box ticked, a row added.
    fn set(&self, path: &[Step], value: Value) {
        self.frame.ask(match self.with(path, value) {
            Ok(transaction) => Request::Apply(Box::new(transaction)),
            Err(message) => Request::Say(message),
        });
    }

    /// Asks for a change that is shown at once and may go on, as typing does.
    fn ask(&self, transaction: Transaction) {
        self.frame.ask(Request::Preview(Box::new(transaction)));
    }

    fn field(&self, ui: &mut egui::Ui, at: &[Step], field: &Field, value: Option<&Value>) {
        let path = below(at, field.name);
        ui.push_id(field.name, |ui| self.value(ui, &path, field, value));
    }
}

/// Whether a field holds what no two objects of a kind can share in one network: the addresses of interfaces (ENI-01) and
/// the ranges of subnets (VPC-09).
fn is_each_ones_own(kind: Kind, value: FieldType) -> bool {
    match kind {
        Kind::Subnet => matches!(value, FieldType::Ipv4Cidr | FieldType::Ipv6Cidr),
        Kind::Instance
        | Kind::NetworkInterface
        | Kind::VpcEndpoint
        | Kind::LoadBalancer
        | Kind::NatGateway
        | Kind::ResolverEndpoint => holds_addresses(value),
        _ => false,
    }
}

fn holds_addresses(value: FieldType) -> bool {
    match value {
        FieldType::Ipv4Address | FieldType::Ipv6Address => true,
        FieldType::List(of) => holds_addresses(*of),
        FieldType::Table(fields) | FieldType::Group(fields) => {
            fields.iter().any(|field| holds_addresses(field.value))
        }
        _ => false,
    }
}

/// The path one step further down.
fn below(path: &[Step], step: impl Into<Step>) -> Vec<Step> {
    path.iter().cloned().chain([step.into()]).collect()
}

/// A text of its own for each path, for ids of widgets.
fn key(path: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Name(name) => name.clone(),
        Step::Row(row) => row.to_string(),
    };
    path.iter().map(step).collect::<Vec<_>>().join("/")
}
