//! One field of the inspector: its label, and which editor its type of value has.

mod cidr;
mod list;
mod reference;
mod table;
mod text;

use egui::{ComboBox, Id, RichText, Ui};
use serde_json::Value;
use vpcanvas_drawing::Size;
use vpcanvas_editor::actions::Step;
use vpcanvas_model::{Field, FieldType, Kind};

use super::{Form, key};
use crate::panels::parts;

impl Form<'_> {
    /// The field with its name, and the name of a flag beside its box.
    pub(super) fn value(&self, ui: &mut Ui, path: &[Step], field: &Field, value: Option<&Value>) {
        match field.value {
            FieldType::Flag(default) => self.flag(ui, path, field, default, value),
            FieldType::List(of) => self.list(ui, path, field, of, value),
            FieldType::Table(fields) => match (self.resource.kind(), field.name) {
                (Kind::SecurityGroup, "SecurityGroupRules") => self.group_rules(ui, path, value),
                (Kind::NetworkAcl, "Entries") => self.acl_entries(ui, path, value),
                (Kind::RouteTable, "Routes") => self.routes(ui, path, value),
                _ => self.table(ui, path, field, fields, value),
            },
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
                self.range_advice(ui, path, field.name, field.value, value);
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
            (None, Some(default)) => {
                RichText::new(text!("inspector-default", value = *default)).weak()
            }
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
}

/// The room an icon button takes at the end of a row.
fn button_room(ui: &Ui) -> f32 {
    Size::IconLarge.points() + ui.spacing().item_spacing.x
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
