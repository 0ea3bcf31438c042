//! Which words on lines are seen: all, those of what is selected, or none. Verdicts are always seen; an export has all.

use vpcanvas_drawing::Item;

use crate::frame::FrameContext;
use crate::session::Labels;

/// Whether an item is seen: any but the label of a line is.
pub(super) fn is_shown(frame: &FrameContext<'_>, item: &Item) -> bool {
    let Some(line) = item.id.strip_prefix("label:") else {
        return true;
    };
    match frame.session().labels {
        Labels::All => true,
        Labels::OfSelection => {
            let is_selected = |end: &str| {
                let mut selected = frame.selection().iter();
                selected.any(|id| end.split('/').any(|part| part == id.as_str()))
            };
            line.split("->").any(is_selected)
        }
        Labels::None => false,
    }
}
