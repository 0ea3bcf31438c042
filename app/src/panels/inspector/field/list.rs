//! A field with any number of single values, each in a row.

use egui::{Id, TextEdit, Ui};
use serde_json::Value;
use vpcanvas_drawing::Icon;
use vpcanvas_editor::actions::Step;
use vpcanvas_model::{Field, FieldType, ResourceId};

use super::{button_room, words};
use crate::panels::inspector::{Form, below, key, suggestion};
use crate::panels::parts;

impl Form<'_> {
    pub(super) fn list(
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
                        &text!(
                            "inspector-remove",
                            value = words(Some(row)),
                            field = field.name
                        ),
                    )
                    .clicked()
                    {
                        self.set(&at, Value::Null);
                    }
                    problem
                })
            });
            parts::field_error(ui, row_ui.inner.inner.as_deref());
            self.range_advice(ui, &at, field.name, *of, Some(row));
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
        let title = text!("inspector-add-to", field = field.name);
        let FieldType::Reference(kinds) = of else {
            self.add_typed(ui, &next, field, *of, &title);
            return;
        };
        let button = parts::add_button(ui, text!("inspector-add-choice"), &title);
        egui::Popup::menu(&button).show(|ui| {
            let taken = |id: &ResourceId| rows.iter().any(|row| row.as_str() == Some(id.as_str()));
            let free: Vec<_> = self.candidates(kinds).filter(|id| !taken(id)).collect();
            if free.is_empty() {
                ui.weak(text!("inspector-no-other"));
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
                .hint_text(text!("inspector-add-choice"))
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
}
