//! A field that names another resource.

use egui::{ComboBox, Id, RichText, Ui};
use serde_json::Value;
use vpcanvas_drawing::{Icon, Size, Token};
use vpcanvas_editor::actions::Step;
use vpcanvas_model::{Kind, Resource, ResourceId};

use super::button_room;
use crate::frame::Request;
use crate::panels::inspector::{Form, key};
use crate::panels::parts;
use crate::theme::color;

impl Form<'_> {
    pub(super) fn reference(
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
            || RichText::new(text!("inspector-none")).weak(),
            |id| self.reference_text(ui, id),
        );
        let width = ui.available_width() - room - button_room(ui);
        let combo = ComboBox::from_id_salt(key(path))
            .selected_text(shown)
            .width(width)
            .truncate();
        // The list elides what is chosen at the end of its room, not at the width it is given.
        let room = egui::vec2(width, ui.spacing().interact_size.y);
        let shown = ui.allocate_ui(room, |ui| {
            combo.show_ui(ui, |ui| {
                if ui
                    .selectable_label(chosen.is_none(), text!("inspector-none"))
                    .clicked()
                {
                    self.set(path, Value::Null);
                }
                for id in self.candidates(kinds) {
                    let response =
                        ui.selectable_label(chosen.as_ref() == Some(id), self.title_of(id));
                    if response.clicked() {
                        self.set(path, Value::from(id.as_str()));
                    }
                }
            })
        });
        let response = shown.inner;
        response.response.labelled_by(label);
        match chosen.filter(|id| self.document().resource(id).is_some()) {
            Some(id) => {
                if parts::icon_button(
                    ui,
                    Icon::ChevronRight,
                    &text!("inspector-show", object = id.as_str()),
                )
                .clicked()
                {
                    self.frame.ask(Request::Show(id));
                }
            }
            None => ui.add_space(Size::IconLarge.points()),
        }
    }

    /// What is referred to; in the color of errors if there is no such thing.
    fn reference_text(&self, ui: &Ui, id: &ResourceId) -> RichText {
        if self.document().resource(id).is_some() {
            RichText::new(self.title_of(id))
        } else {
            RichText::new(text!("inspector-missing", object = id.as_str()))
                .color(color(ui, Token::Error))
        }
    }

    pub(in crate::panels::inspector) fn candidates<'b>(
        &'b self,
        kinds: &'b [Kind],
    ) -> impl Iterator<Item = &'b ResourceId> {
        let fits = move |resource: &Resource| kinds.contains(&resource.kind());
        self.document()
            .resources()
            .filter(move |(_, resource)| fits(resource))
            .map(|(id, _)| id)
    }

    /// `name (id)`, or the id alone.
    pub(in crate::panels::inspector) fn title_of(&self, id: &ResourceId) -> String {
        match self.document().resource(id).and_then(Resource::name) {
            Some(name) => format!("{name} ({id})"),
            None => id.to_string(),
        }
    }
}
