//! Fields made of fields: tables, each row of which folds into one line, and groups.

use egui::{RichText, Ui};
use serde_json::{Map, Value};
use vpcanvas_drawing::Icon;
use vpcanvas_editor::actions::Step;
use vpcanvas_model::{Field, FieldType};

use super::{button_room, words};
use crate::panels::inspector::{Form, below};
use crate::panels::parts;

impl Form<'_> {
    pub(super) fn table(
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
        if parts::add_button(
            ui,
            text!("inspector-add"),
            &text!("inspector-add-to", field = field.name),
        )
        .clicked()
        {
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
                    &text!("inspector-remove", value = &summary, field = field.name),
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

    pub(super) fn group(
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
        text!("inspector-new-entry").to_owned()
    } else {
        text
    }
}
