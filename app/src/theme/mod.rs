//! The look of panels, menus and dialogs: egui's style made of the drawing's tokens and fonts.
//!
//! The only place where a token becomes an egui color. Values live in the drawing's theme files.

use std::sync::Arc;

use egui::style::{Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Id, Margin,
    Shadow, Stroke, Style, TextStyle, ThemePreference, Visuals, vec2,
};
use vpcanvas_drawing::{Font, Size, Theme, Token};

use crate::settings::{Contrast, Settings, ThemeChoice};

/// The theme that `context` shows now.
pub fn current(context: &Context) -> &'static Theme {
    let contrast = context.data(|data| data.get_temp(Id::unique("contrast")));
    of(context.theme(), contrast.unwrap_or_default())
}

fn of(theme: egui::Theme, contrast: Contrast) -> &'static Theme {
    match (theme, contrast) {
        (egui::Theme::Light, Contrast::Normal) => Theme::light(),
        (egui::Theme::Dark, Contrast::Normal) => Theme::dark(),
        (egui::Theme::Light, Contrast::High) => Theme::light_high_contrast(),
        (egui::Theme::Dark, Contrast::High) => Theme::dark_high_contrast(),
    }
}

/// A token's color as egui wants it.
pub fn color32(theme: &Theme, token: Token) -> Color32 {
    let color = theme.color(token);
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// A token's color in the theme that `ui` shows.
pub fn color(ui: &egui::Ui, token: Token) -> Color32 {
    color32(current(ui.ctx()), token)
}

/// One of the drawing's fonts at a size in screen points.
pub fn font(font: Font, size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(font.name().into()))
}

/// Gives `context` the program's fonts, and the look the user likes.
pub fn install(context: &Context, settings: &Settings) {
    context.set_fonts(fonts());
    context.options_mut(|options| options.zoom_with_keyboard = false);
    apply(settings, context);
}

/// Gives `context` the look the user likes: both themes, in the contrast and the size that is wanted.
pub fn apply(settings: &Settings, context: &Context) {
    context.data_mut(|data| data.insert_temp(Id::unique("contrast"), settings.contrast));
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let mut style = style(of(theme, settings.contrast));
        if settings.is_motion_reduced() {
            style.animation_time = 0.0;
        }
        context.set_style_of(theme, style);
    }
    context.set_theme(match settings.theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
    context.set_zoom_factor(settings.scale_factor());
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for font in Font::ALL {
        fonts.font_data.insert(
            font.name().to_owned(),
            Arc::new(FontData::from_static(font.bytes())),
        );
        let family = FontFamily::Name(font.name().into());
        fonts.families.insert(
            family,
            vec![font.name().to_owned(), Font::Regular.name().to_owned()],
        );
    }
    fonts.families.insert(
        FontFamily::Proportional,
        vec![Font::Regular.name().to_owned()],
    );
    fonts.families.insert(
        FontFamily::Monospace,
        vec![
            Font::Mono.name().to_owned(),
            Font::Regular.name().to_owned(),
        ],
    );
    fonts
}

fn style(theme: &Theme) -> Style {
    let mut style = Style {
        text_styles: [
            (
                TextStyle::Small,
                font(Font::Regular, Size::TextLabel.points() - 0.5),
            ),
            (
                TextStyle::Body,
                font(Font::Regular, Size::TextBody.points()),
            ),
            (
                TextStyle::Button,
                font(Font::Regular, Size::TextBody.points()),
            ),
            (
                TextStyle::Heading,
                font(Font::Semibold, Size::TextHeading.points()),
            ),
            (
                TextStyle::Monospace,
                font(Font::Mono, Size::TextLabel.points()),
            ),
        ]
        .into(),
        visuals: visuals(theme),
        animation_time: 0.08,
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(Size::SpaceSmall.points(), 6.0);
    spacing.button_padding = vec2(8.0, 4.0);
    spacing.interact_size.y = 24.0;
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.tooltip_width = 360.0;
    // A scroll bar has a gutter of its own, so that it never lies over a control.
    spacing.scroll.floating = true;
    spacing.scroll.floating_allocated_width =
        spacing.scroll.bar_width + spacing.scroll.bar_outer_margin;
    style.interaction.selectable_labels = false;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let color = |token| color32(theme, token);
    let base = if theme.is_dark() {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let corner = CornerRadius::same(6);
    let shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: color(Token::Shadow),
    };
    Visuals {
        override_text_color: None,
        weak_text_color: Some(color(Token::TextWeak)),
        widgets: widgets(theme, corner),
        selection: Selection {
            bg_fill: color(Token::AccentTint),
            stroke: Stroke::new(1.0, color(Token::Accent)),
        },
        hyperlink_color: color(Token::Accent),
        faint_bg_color: color(Token::PanelBackgroundWeak),
        extreme_bg_color: color(Token::InputBackground),
        text_edit_bg_color: Some(color(Token::InputBackground)),
        code_bg_color: color(Token::PanelBackgroundWeak),
        warn_fg_color: color(Token::Warning),
        error_fg_color: color(Token::Error),
        window_corner_radius: CornerRadius::same(10),
        window_shadow: shadow,
        window_fill: color(Token::PanelBackground),
        window_stroke: Stroke::new(1.0, color(Token::Border)),
        menu_corner_radius: CornerRadius::same(8),
        panel_fill: color(Token::PanelBackground),
        popup_shadow: shadow,
        // A blinking cursor would repaint the window for as long as a field has the focus.
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(1.5, color(Token::Accent)),
            blink: false,
            ..base.text_cursor
        },
        indent_has_left_vline: false,
        ..base
    }
}

fn widgets(theme: &Theme, corner_radius: CornerRadius) -> Widgets {
    let color = |token| color32(theme, token);
    let widget = |fill, border, text| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: Stroke::new(1.0, color(border)),
        corner_radius,
        fg_stroke: Stroke::new(1.0, color(text)),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: widget(Token::PanelBackground, Token::Border, Token::Text),
        inactive: widget(Token::PanelBackgroundWeak, Token::BorderStrong, Token::Text),
        hovered: widget(Token::Hover, Token::BorderStrong, Token::TextStrong),
        active: widget(Token::AccentTint, Token::Accent, Token::TextStrong),
        open: widget(Token::Hover, Token::Accent, Token::TextStrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_color(file: &str, before: &str, theme: &Theme, token: Token) {
        let color = theme.color(token);
        let hex = format!("{before}#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
        assert!(file.contains(&hex), "no {hex:?}");
    }

    /// The page and the icons are seen before the program runs, so they hold the tokens' values themselves.
    #[test]
    fn what_is_seen_before_the_program_runs_has_its_colors() {
        let page = include_str!("../../../index.html");
        let favicon = include_str!("../../../assets/favicon.svg");
        check_color(favicon, "fill=\"", Theme::light(), Token::Accent);
        for theme in [Theme::light(), Theme::dark()] {
            check_color(page, "accent-color: ", theme, Token::Accent);
            check_color(page, "background: ", theme, Token::CanvasBackground);
            check_color(page, "content=\"", theme, Token::CanvasBackground);
            check_color(page, "; color: ", theme, Token::Text);
        }
    }
}
