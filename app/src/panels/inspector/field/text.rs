//! A field that is typed into: texts, numbers, addresses and ranges.

use egui::{Id, Ui};
use serde_json::Value;
use vpcanvas_drawing::Icon;
use vpcanvas_editor::actions::Step;
use vpcanvas_model::{FieldType, Transaction};

use super::{button_room, words};
use crate::panels::inspector::draft::{self, Look, Name};
use crate::panels::inspector::{Form, suggestion};
use crate::panels::parts;

impl Form<'_> {
    /// A line of text. What is typed stays until it fits; what fits is seen in the design at once, and what does not fit
    /// leaves the design as it was before the typing.
    #[expect(
        clippy::too_many_arguments,
        reason = "a field's row is just that: what, where, how and how wide"
    )]
    pub(super) fn text(
        &self,
        ui: &mut Ui,
        path: &[Step],
        name: &str,
        value_type: FieldType,
        value: Option<&Value>,
        label: Id,
        room: f32,
    ) -> Option<String> {
        let suggestions = suggestion::of(self.document(), self.id, name);
        let for_button = if suggestions.is_empty() {
            0.0
        } else {
            button_room(ui)
        };
        let look = Look {
            id: self.text_id(path),
            name: Name::Label(label),
            width: ui.available_width() - room - for_button,
            hint: "",
            is_monospace: value_type != FieldType::Text,
            is_multiline: name.ends_with("Document"),
        };
        let problem = draft::edit(ui, self.frame, &look, &words(value), &|text| {
            self.typed(path, value_type, text)
        });
        self.suggestions(ui, path, name, &suggestions);
        problem
    }

    pub(super) fn suggestions(
        &self,
        ui: &mut Ui,
        path: &[Step],
        name: &str,
        suggestions: &[(String, String)],
    ) {
        if suggestions.is_empty() {
            return;
        }
        let button = parts::icon_button(
            ui,
            Icon::ChevronDown,
            &text!("inspector-choose", field = name),
        );
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
    pub(super) fn typed(
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
                Ok(_) | Err(_) => {
                    return Err(text!("inspector-expected", what = value_type.expected()));
                }
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
}
