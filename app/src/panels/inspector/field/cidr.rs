//! What is said below a range while it is typed: its first and last address, what is wrong with it, and the nearest that fits.

use egui::{Id, Ui};
use serde_json::Value;
use vpcanvas_editor::actions::Step;
use vpcanvas_editor::range_advice;
use vpcanvas_model::FieldType;

use super::words;
use crate::panels::inspector::{Form, draft, key, planner};
use crate::panels::parts;

impl Form<'_> {
    /// The words below a range; nothing where nobody types and nothing is the matter.
    pub(super) fn range_advice(
        &self,
        ui: &mut Ui,
        path: &[Step],
        field: &str,
        value_type: FieldType,
        value: Option<&Value>,
    ) {
        if !matches!(value_type, FieldType::Ipv4Cidr | FieldType::Ipv6Cidr) {
            return;
        }
        let id = self.text_id(path);
        let is_typed = draft::is_typed(ui, id);
        if !is_typed && self.frame.answers.about(self.id).next().is_none() {
            return;
        }
        let typed: Option<String> = ui.data(|data| data.get_temp(id));
        let text = typed.unwrap_or_else(|| words(value));
        if text.trim().is_empty() {
            return;
        }
        let advice = range_advice(self.document(), self.id, field, &text);
        if let Some(block) = advice.block.filter(|_| is_typed) {
            parts::hint(ui, &planner::extent(block));
        }
        parts::field_error(ui, advice.problem.as_deref());
        if let Some(offered) = advice.offered {
            let title = text!("plan-use", block = offered.to_string());
            if parts::add_button(ui, &title, &title).clicked() {
                draft::forget(ui, id);
                self.set(path, Value::from(offered.to_string()));
            }
        }
    }

    /// The id of the field for the text at a path.
    pub(in crate::panels::inspector) fn text_id(&self, path: &[Step]) -> Id {
        Id::unique(("inspector", self.id.as_str(), key(path)))
    }
}
