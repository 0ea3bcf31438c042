//! One field of the inspector, by the type of its value.

use egui::{ComboBox, Id, RichText, TextEdit, Ui};
use serde_json::{Map, Value};
use vpcanvas_drawing::{Icon, Size, Token};
use vpcanvas_editor::actions::Step;
use vpcanvas_model::{Field, FieldType, Kind, ResourceId, Transaction};

use super::{Form, below, key, suggestion};
use crate::frame::Request;
use crate::panels::parts;
use crate::theme::color;

impl Form<'_> {
    /// The field with its name, and the name of a flag beside its box.
    pub(super) fn value(&self, ui: &mut Ui, path: &[Step], field: &Field, value: Option<&Value>) {
        match field.value {
            FieldType::Flag(default) => self.flag(ui, path, field, default, value),
            FieldType::List(of) => self.list(ui, path, field, of, value),
            FieldType::Table(fields) => self.table(ui, path, field, fields, value),
            FieldType::Group(fields) => self.group(ui, path, field, fields, value),
            FieldType::Text
            | FieldType::Integer(..)
            | FieldType::Ipv4Cidr
            | FieldType::Ipv6Cidr
            | FieldType::Ipv4Address
            | FieldType::Ipv6Address
            | FieldType::Choice(_)
            | FieldType::Reference(_) => {
                let label = parts::field_label(ui, field.name, field.help);
                let problem = ui
                    .horizontal(|ui| {
                        self.single(ui, path, field, field.value, value, label.id, 0.0)
                    })
                    .inner;
                parts::field_error(ui, problem.as_deref());
            }
        }
    }

    /// A value in one row, leaving room at its right; returns what is wrong with what is typed.
    #[expect(
        clippy::too_many_arguments,
        reason = "a field's row is just that: what, where, how and how wide"
    )]
    fn single(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &Field,
        value_type: FieldType,
        value: Option<&Value>,
        label: Id,
        room: f32,
    ) -> Option<String> {
        match value_type {
            FieldType::Choice(words) => self.choice(ui, path, words, value, label, room),
            FieldType::Reference(kinds) => self.reference(ui, path, kinds, value, label, room),
            FieldType::Text
            | FieldType::Flag(_)
            | FieldType::Integer(..)
            | FieldType::Ipv4Cidr
            | FieldType::Ipv6Cidr
            | FieldType::Ipv4Address
            | FieldType::Ipv6Address
            | FieldType::List(_)
            | FieldType::Table(_)
            | FieldType::Group(_) => {
                return self.text(ui, path, field.name, value_type, value, label, room);
            }
        }
        None
    }

    fn flag(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &Field,
        default: bool,
        value: Option<&Value>,
    ) {
        let mut on = value.and_then(Value::as_bool).unwrap_or(default);
        let response = ui.checkbox(&mut on, field.name).on_hover_text(field.help);
        if response.changed() {
            self.set(path, Value::Bool(on));
        }
    }

    fn choice(
        &self,
        ui: &mut Ui,
        path: &[Step],
        words: &[&str],
        value: Option<&Value>,
        label: Id,
        room: f32,
    ) {
        let chosen = value.and_then(Value::as_str);
        let shown = match (chosen, words.first()) {
            (Some(word), _) => RichText::new(word),
            (None, Some(default)) => RichText::new(format!("{default} (default)")).weak(),
            (None, None) => RichText::new(""),
        };
        let combo = ComboBox::from_id_salt(key(path))
            .selected_text(shown)
            .width(ui.available_width() - room);
        let response = combo.show_ui(ui, |ui| {
            for word in words {
                if ui.selectable_label(chosen == Some(word), *word).clicked() {
                    self.set(path, Value::from(*word));
                }
            }
        });
        response.response.labelled_by(label);
    }

    fn reference(
        &self,
        ui: &mut Ui,
        path: &[Step],
        kinds: &[Kind],
        value: Option<&Value>,
        label: Id,
        room: f32,
    ) {
        let chosen = value.and_then(Value::as_str).map(ResourceId::from);
        let shown = chosen.as_ref().map_or_else(
            || RichText::new("None").weak(),
            |id| self.reference_text(ui, id),
        );
        let width = ui.available_width() - room - button_room(ui);
        let combo = ComboBox::from_id_salt(key(path))
            .selected_text(shown)
            .width(width)
            .truncate();
        let response = combo.show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), "None").clicked() {
                self.set(path, Value::Null);
            }
            for id in self.candidates(kinds) {
                let response = ui.selectable_label(chosen.as_ref() == Some(id), self.title_of(id));
                if response.clicked() {
                    self.set(path, Value::from(id.as_str()));
                }
            }
        });
        response.response.labelled_by(label);
        match chosen.filter(|id| self.document().resource(id).is_some()) {
            Some(id) => {
                if parts::icon_button(ui, Icon::ChevronRight, &format!("Show {id}")).clicked() {
                    self.frame.ask(Request::Show(id));
                }
            }
            None => ui.add_space(button_room(ui)),
        }
    }

    /// What is referred to; in the color of errors if there is no such thing.
    fn reference_text(&self, ui: &Ui, id: &ResourceId) -> RichText {
        if self.document().resource(id).is_some() {
            RichText::new(self.title_of(id))
        } else {
            RichText::new(format!("{id} (missing)")).color(color(ui, Token::Error))
        }
    }

    fn candidates<'b>(&'b self, kinds: &'b [Kind]) -> impl Iterator<Item = &'b ResourceId> {
        let fits = move |resource: &vpcanvas_model::Resource| kinds.contains(&resource.kind());
        self.document()
            .resources()
            .filter(move |(_, resource)| fits(resource))
            .map(|(id, _)| id)
    }

    /// `name (id)`, or the id alone.
    fn title_of(&self, id: &ResourceId) -> String {
        match self
            .document()
            .resource(id)
            .and_then(vpcanvas_model::Resource::name)
        {
            Some(name) => format!("{name} ({id})"),
            None => id.to_string(),
        }
    }

    /// A line of text. What is typed stays until it fits; what fits is in the design at once.
    #[expect(
        clippy::too_many_arguments,
        reason = "a field's row is just that: what, where, how and how wide"
    )]
    fn text(
        &self,
        ui: &mut Ui,
        path: &[Step],
        name: &str,
        value_type: FieldType,
        value: Option<&Value>,
        label: Id,
        room: f32,
    ) -> Option<String> {
        let id = Id::unique(("inspector", self.id.as_str(), key(path)));
        let draft: Option<String> = ui.data(|data| data.get_temp(id));
        let mut text = draft.clone().unwrap_or_else(|| words(value));
        let problem = draft.and_then(|draft| self.typed(path, value_type, &draft).err());
        let suggestions = suggestion::of(self.document(), self.id, name);
        let for_button = if suggestions.is_empty() {
            0.0
        } else {
            button_room(ui)
        };
        let edit = if name.ends_with("Document") {
            TextEdit::multiline(&mut text).desired_rows(3)
        } else {
            TextEdit::singleline(&mut text)
        };
        let mut edit = edit
            .id(id)
            .desired_width(ui.available_width() - room - for_button);
        if value_type != FieldType::Text {
            edit = edit.font(egui::TextStyle::Monospace);
        }
        if problem.is_some() {
            edit = edit.text_color(color(ui, Token::Error));
        }
        let response = ui.add(edit).labelled_by(label);
        self.suggestions(ui, path, name, &suggestions);
        if response.changed() {
            if let Ok(transaction) = self.typed(path, value_type, &text) {
                self.ask(transaction);
            }
            ui.data_mut(|data| data.insert_temp(id, text));
        }
        self.finish_when_left(ui, &response);
        let escaped =
            response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
        if escaped || (!response.has_focus() && problem.is_none()) {
            ui.data_mut(|data| data.remove::<String>(id));
        }
        problem
    }

    fn suggestions(
        &self,
        ui: &mut Ui,
        path: &[Step],
        name: &str,
        suggestions: &[(String, String)],
    ) {
        if suggestions.is_empty() {
            return;
        }
        let button = parts::icon_button(ui, Icon::ChevronDown, &format!("Choose {name}"));
        egui::Popup::menu(&button).show(|ui| {
            egui::ScrollArea::vertical()
                .max_height(320.0)
                .show(ui, |ui| {
                    for (value, title) in suggestions {
                        if ui.button(title).clicked() {
                            self.set(path, Value::from(value.as_str()));
                        }
                    }
                });
        });
    }

    /// The change to what was typed, or what is wrong with that.
    fn typed(
        &self,
        path: &[Step],
        value_type: FieldType,
        text: &str,
    ) -> Result<Transaction, String> {
        let text = text.trim();
        let value = match value_type {
            _ if text.is_empty() => Value::Null,
            FieldType::Integer(low, high) => match text.parse::<i64>() {
                Ok(number) if (low..=high).contains(&number) => Value::from(number),
                Ok(_) | Err(_) => return Err(format!("expected {}", value_type.expected())),
            },
            FieldType::Text
            | FieldType::Flag(_)
            | FieldType::Ipv4Cidr
            | FieldType::Ipv6Cidr
            | FieldType::Ipv4Address
            | FieldType::Ipv6Address
            | FieldType::Choice(_)
            | FieldType::Reference(_)
            | FieldType::List(_)
            | FieldType::Table(_)
            | FieldType::Group(_) => Value::from(text),
        };
        self.with(path, value)
    }

    fn list(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &Field,
        of: &'static FieldType,
        value: Option<&Value>,
    ) {
        let label = parts::field_label(ui, field.name, field.help);
        let rows = value
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        for (index, row) in rows.iter().enumerate() {
            let at = below(path, index);
            let row_ui = ui.push_id(index, |ui| {
                ui.horizontal(|ui| {
                    let problem =
                        self.single(ui, &at, field, *of, Some(row), label.id, button_room(ui));
                    if parts::icon_button(
                        ui,
                        Icon::Cross,
                        &format!("Remove {} from {}", words(Some(row)), field.name),
                    )
                    .clicked()
                    {
                        self.set(&at, Value::Null);
                    }
                    problem
                })
            });
            parts::field_error(ui, row_ui.inner.inner.as_deref());
        }
        self.add_to_list(ui, path, field, of, rows);
    }

    fn add_to_list(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &Field,
        of: &FieldType,
        rows: &[Value],
    ) {
        let next = below(path, rows.len());
        let title = format!("Add to {}", field.name);
        let FieldType::Reference(kinds) = of else {
            self.add_typed(ui, &next, field, *of, &title);
            return;
        };
        let button = parts::add_button(ui, "Add…", &title);
        egui::Popup::menu(&button).show(|ui| {
            let taken = |id: &ResourceId| rows.iter().any(|row| row.as_str() == Some(id.as_str()));
            let free: Vec<_> = self.candidates(kinds).filter(|id| !taken(id)).collect();
            if free.is_empty() {
                ui.weak("The design has no other");
            }
            for id in free {
                if ui.button(self.title_of(id)).clicked() {
                    self.set(&next, Value::from(id.as_str()));
                }
            }
        });
    }

    /// An empty field after the last row; what is typed there becomes a row.
    fn add_typed(&self, ui: &mut Ui, next: &[Step], field: &Field, of: FieldType, title: &str) {
        let id = Id::unique(("inspector add", self.id.as_str(), key(next)));
        let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let suggestions = suggestion::of(self.document(), self.id, field.name);
        let row = ui.horizontal(|ui| {
            let width = ui.available_width() - button_room(ui);
            let edit = TextEdit::singleline(&mut text)
                .id(id)
                .hint_text("Add…")
                .desired_width(width);
            let response = ui.add(edit).accessible_name(title);
            self.suggestions(ui, next, field.name, &suggestions);
            response
        });
        let typed = self.typed(next, of, &text);
        let problem = typed.as_ref().err().filter(|_| !text.is_empty());
        parts::field_error(ui, problem.map(String::as_str));
        if row.inner.lost_focus() && !text.trim().is_empty() && typed.is_ok() {
            self.set(next, Value::from(text.trim()));
            text.clear();
        }
        ui.data_mut(|data| data.insert_temp(id, text));
    }

    fn table(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &Field,
        fields: &'static [Field],
        value: Option<&Value>,
    ) {
        parts::field_label(ui, field.name, field.help);
        let rows = value
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        for (index, row) in rows.iter().enumerate() {
            let at = below(path, index);
            ui.push_id(index, |ui| {
                parts::card(ui, |ui| self.table_row(ui, &at, field, fields, row));
            });
        }
        if parts::add_button(ui, "Add", &format!("Add to {}", field.name)).clicked() {
            self.set(&below(path, rows.len()), Value::Object(Map::new()));
        }
    }

    fn table_row(
        &self,
        ui: &mut Ui,
        at: &[Step],
        field: &Field,
        fields: &'static [Field],
        row: &Value,
    ) {
        let summary = summary(row, fields);
        let id = ui.make_persistent_id("row");
        // A row that was just added has nothing to summarize and is there to be filled in.
        let is_empty = row.as_object().is_none_or(Map::is_empty);
        let state = egui::collapsing_header::CollapsingState::load_with_default_open(
            ui.ctx(),
            id,
            is_empty,
        );
        state
            .show_header(ui, |ui| {
                let room = ui.available_width() - button_room(ui);
                ui.allocate_ui(egui::vec2(room, ui.spacing().interact_size.y), |ui| {
                    ui.add(egui::Label::new(RichText::new(&summary).small()).wrap());
                });
                if parts::icon_button(
                    ui,
                    Icon::Cross,
                    &format!("Remove {summary} from {}", field.name),
                )
                .clicked()
                {
                    self.set(at, Value::Null);
                }
            })
            .body_unindented(|ui| {
                for inner in fields {
                    self.field(ui, at, inner, row.get(inner.name));
                }
            });
    }

    fn group(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &Field,
        fields: &'static [Field],
        value: Option<&Value>,
    ) {
        parts::card(ui, |ui| {
            let header = egui::CollapsingHeader::new(RichText::new(field.name).small())
                .default_open(value.is_some());
            let shown = header.show_unindented(ui, |ui| {
                for inner in fields {
                    self.field(
                        ui,
                        path,
                        inner,
                        value.and_then(|value| value.get(inner.name)),
                    );
                }
            });
            shown.header_response.on_hover_text(field.help);
        });
    }
}

/// The room an icon button takes at the end of a row.
fn button_room(ui: &Ui) -> f32 {
    Size::IconLarge.points() + ui.spacing().item_spacing.x
}

/// A row in one line: its values in the order of the fields.
fn summary(row: &Value, fields: &[Field]) -> String {
    let shown = fields.iter().filter_map(|field| {
        let value = row.get(field.name)?;
        match (field.value, value) {
            (FieldType::Flag(_), Value::Bool(true)) => Some(field.name.to_owned()),
            (FieldType::Flag(_), _) => None,
            _ => Some(words(Some(value))),
        }
    });
    let mut shown: Vec<String> = shown.collect();
    // From port 443 to port 443 is one port.
    shown.dedup();
    let text = shown.join(" · ");
    if text.is_empty() {
        "New entry".to_owned()
    } else {
        text
    }
}

/// A value as a person writes it.
fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(rows)) => rows
            .iter()
            .map(|row| words(Some(row)))
            .collect::<Vec<_>>()
            .join(", "),
        Some(Value::Object(fields)) => fields
            .values()
            .map(|value| words(Some(value)))
            .collect::<Vec<_>>()
            .join(" "),
        Some(other @ (Value::Bool(_) | Value::Number(_))) => other.to_string(),
    }
}
