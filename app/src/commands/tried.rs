//! A change that is looked at before it is made, a fix or a new layout: seen on the canvas and in every answer, and kept or dropped as one step.
//!
//! It is the workspace's preview, so whatever else the user does first drops it, as it does a drag.

use vpcanvas_analysis::Fix;
use vpcanvas_drawing::Rect;
use vpcanvas_model::{Change, ResourceId, Transaction};

use super::dispatch::Dispatch;
use crate::frame::FrameContext;
use crate::session::Tried;
use crate::state::State;

impl From<&Fix> for Tried {
    fn from(fix: &Fix) -> Self {
        Self {
            sort: text!("fix-sort-fix"),
            title: fix.title.clone(),
            transaction: fix.transaction.clone(),
        }
    }
}

impl FrameContext<'_> {
    /// The fix that is looked at.
    pub fn tried(&self) -> Option<&Tried> {
        self.session()
            .tried
            .as_ref()
            .filter(|_| is_shown(self.state))
    }
}

/// Whether what is seen is the design with a fix that is not made yet.
pub(super) fn is_shown(state: &State) -> bool {
    let tried = state.session.tried.as_ref();
    let previewed = state.workspace().previewed();
    tried.zip(previewed).is_some_and(|(tried, previewed)| {
        tried.transaction.label == previewed.label
            && touched(&tried.transaction).eq(touched(previewed))
    })
}

/// The things a change is about.
pub(crate) fn touched(transaction: &Transaction) -> impl Iterator<Item = &ResourceId> {
    transaction
        .changes()
        .iter()
        .filter_map(|change| match change {
            Change::Resource { id, .. } => Some(id),
            Change::Placement { .. } | Change::Checks { .. } => None,
        })
}

/// Shows a fix, and brings what it changes into view.
pub(super) fn look_at(dispatch: &mut Dispatch<'_>, tried: Tried) {
    let rects = touched(&tried.transaction).filter_map(|id| dispatch.state.place(id));
    if let Some(all) = rects.reduce(Rect::union) {
        dispatch.state.session.camera.reveal(all);
    }
    dispatch.state.editor.preview(tried.transaction.clone());
    dispatch.state.session.tried = Some(tried);
}

/// Makes the fix that is shown.
pub(super) fn make(dispatch: &mut Dispatch<'_>) {
    if is_shown(dispatch.state) && dispatch.state.editor.commit_preview() {
        let title = dispatch.state.session.tried.take().map(|tried| tried.title);
        dispatch.state.session.notice = title;
    }
}

/// Shows the design without the fix again.
pub(super) fn drop(dispatch: &mut Dispatch<'_>) {
    if is_shown(dispatch.state) {
        dispatch.state.editor.cancel_preview();
    }
    dispatch.state.session.tried = None;
}
