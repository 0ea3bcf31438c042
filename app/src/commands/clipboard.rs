//! The clipboard: a design as text, which another window or a text can take, and pictures for documents.

use egui::ColorImage;
use vpcanvas_drawing::{Detail, PaintList, View, picture};
use vpcanvas_editor::actions;
use vpcanvas_interchange::{png, svg};
use vpcanvas_model::{Document, ResourceId, arrangement, file};
use vpcanvas_network::resolve;

use super::{dispatch::Dispatch, edit, pointer_on_canvas};
use crate::theme;

/// How many pixels a scene point has in a picture, as far as that is not too many.
const SCALES: [f32; 2] = [2.0, 1.0];

/// Puts the selection on the clipboard as a design.
pub(super) fn copy(dispatch: &mut Dispatch<'_>) {
    let design = selected(dispatch);
    dispatch.context.copy_text(file::write(&design));
    dispatch.state.session.notice = Some(text!("said-copied", count = design.resources().count()));
}

/// What is selected with all that is in it, as a design of its own.
fn selected(dispatch: &Dispatch<'_>) -> Document {
    let workspace = dispatch.state.workspace();
    actions::copy(
        workspace.committed(),
        workspace.committed_arrangement(),
        workspace.selection().ids(),
    )
}

/// The picture of the selection alone, or of everything where nothing is selected.
fn copied_picture(dispatch: &mut Dispatch<'_>) -> PaintList {
    if dispatch.state.workspace().selection().is_empty() {
        return dispatch.answers.whole_picture(dispatch.state);
    }
    let design = selected(dispatch);
    let view = View {
        detail: Detail::Full,
        hidden: dispatch.state.session.hidden.clone(),
        ..View::default()
    };
    picture(&resolve(&design), &arrangement(&design), &view)
}

/// Puts the picture on the clipboard as SVG, which is text.
pub(super) fn copy_svg(dispatch: &mut Dispatch<'_>) {
    let picture = copied_picture(dispatch);
    let options = svg::Options {
        title: dispatch.state.file.name.clone(),
        embeds_fonts: false,
    };
    let theme = theme::current(dispatch.context);
    dispatch
        .context
        .copy_text(svg::write(&picture, theme, &options));
    dispatch.state.session.notice = Some(text!("said-copied-svg").to_owned());
}

/// Puts the picture on the clipboard as pixels, or says why not.
pub(super) fn copy_png(dispatch: &mut Dispatch<'_>) {
    let picture = copied_picture(dispatch);
    let theme = theme::current(dispatch.context);
    let mut rendered = SCALES
        .into_iter()
        .map(|scale| png::render(&picture, theme, scale));
    let first = rendered.next();
    let pixels = match first {
        Some(Err(png::PngError::TooLarge { .. })) => rendered.next().or(first),
        first => first,
    };
    dispatch.state.session.notice = pixels.map(|pixels| match pixels {
        Ok(pixels) => {
            let size = [pixels.width, pixels.height];
            let image = ColorImage::from_rgba_premultiplied(size, &pixels.rgba);
            dispatch.context.copy_image(image);
            text!(
                "said-copied-png",
                width = pixels.width,
                height = pixels.height
            )
        }
        Err(error) => text!("said-not-copied", why = error.to_string()),
    });
}

/// Inserts a design that was copied: into the selected container, or where the pointer is, or where its resources belonged;
/// or says why it cannot stand there.
pub(crate) fn paste(dispatch: &mut Dispatch<'_>, text: &str) {
    let Ok(clip) = file::read(text.as_bytes()) else {
        dispatch.state.session.notice = Some(text!("said-nothing-to-paste").to_owned());
        return;
    };
    let at = pointer_on_canvas(dispatch);
    let workspace = dispatch.state.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let is_container = |id: &&ResourceId| {
        document
            .resource(id)
            .is_some_and(|resource| resource.kind().is_container())
    };
    let chosen = workspace.selection().only().filter(is_container).cloned();
    match actions::paste(document, arranged, &clip, chosen.as_ref(), at) {
        Ok(copied) => edit::put_copies(dispatch, copied),
        Err(refusal) => dispatch.state.session.notice = Some(refusal),
    }
}
