//! The theme files are complete, and what is written can be read.

use super::*;

/// How far text and graphics have to stand out.
#[derive(Clone, Copy)]
struct Least {
    text: f64,
    graphics: f64,
}

const AA: Least = Least {
    text: 4.5,
    graphics: 3.0,
};

/// WCAG asks no more of graphics at AAA; here they are to be as clear as text is otherwise.
const AAA: Least = Least {
    text: 7.0,
    graphics: 4.5,
};

fn themes() -> [(&'static str, &'static Theme, Least); 4] {
    [
        ("light", Theme::light(), AA),
        ("dark", Theme::dark(), AA),
        ("light, high contrast", Theme::light_high_contrast(), AAA),
        ("dark, high contrast", Theme::dark_high_contrast(), AAA),
    ]
}

/// Contrast of two opaque colors after WCAG 2.2, 1 to 21.
fn contrast(one: Rgba, other: Rgba) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Rgba) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
}

fn check_contrast(foregrounds: &[Token], backgrounds: &[Token], asked: fn(Least) -> f64) {
    for (name, theme, least) in themes() {
        let at_least = asked(least);
        for &foreground in foregrounds {
            for &background in backgrounds {
                let found = contrast(theme.color(foreground), theme.color(background));
                assert!(
                    found >= at_least,
                    "{name}: {foreground:?} on {background:?} has {found:.2}, needs {at_least}"
                );
            }
        }
    }
}

const TEXT: fn(Least) -> f64 = |least| least.text;
const GRAPHICS: fn(Least) -> f64 = |least| least.graphics;

const SCENE: [Token; 5] = [
    Token::CanvasBackground,
    Token::AccountTint,
    Token::VpcTint,
    Token::PrivateSubnetTint,
    Token::PublicSubnetTint,
];

const PANELS: [Token; 5] = [
    Token::PanelBackground,
    Token::PanelBackgroundWeak,
    Token::InputBackground,
    Token::TileBackground,
    Token::Hover,
];

#[test]
fn every_token_has_a_color_and_every_size_a_measure() {
    for (name, theme, _) in themes() {
        assert_eq!(theme.colors.len(), Token::ALL.len(), "{name}");
    }
    for &size in Size::ALL {
        assert!(size.points() > 0.0, "{size:?}");
    }
    assert_ne!(Theme::light(), Theme::dark());
}

#[test]
fn text_can_be_read() {
    let text = [Token::Text, Token::TextStrong, Token::TextWeak];
    check_contrast(&text, &SCENE, TEXT);
    check_contrast(&text, &PANELS, TEXT);
    check_contrast(
        &[Token::AccentText],
        &[Token::Accent, Token::AccentHover],
        TEXT,
    );
    check_contrast(&[Token::Text, Token::Accent], &[Token::AccentTint], TEXT);
    check_contrast(&[Token::Text], &[Token::NotePaper], TEXT);
    check_contrast(&[Token::ChipText], &[Token::ChipBackground], TEXT);
}

#[test]
fn container_names_can_be_read() {
    check_contrast(&[Token::AccountHeader], &[Token::AccountTint], TEXT);
    check_contrast(
        &[Token::RegionHeader],
        &[Token::AccountTint, Token::CanvasBackground],
        TEXT,
    );
    check_contrast(&[Token::VpcHeader], &[Token::VpcTint], TEXT);
    check_contrast(&[Token::AvailabilityZoneHeader], &[Token::VpcTint], TEXT);
    check_contrast(
        &[Token::PrivateSubnetHeader],
        &[Token::PrivateSubnetTint],
        TEXT,
    );
    check_contrast(
        &[Token::PublicSubnetHeader],
        &[Token::PublicSubnetTint],
        TEXT,
    );
}

#[test]
fn verdicts_can_be_read() {
    for (verdict, tint) in [
        (Token::Success, Token::SuccessTint),
        (Token::Error, Token::ErrorTint),
        (Token::Warning, Token::WarningTint),
        (Token::Unknown, Token::UnknownTint),
    ] {
        check_contrast(&[verdict, Token::Text], &[tint], TEXT);
        check_contrast(&[verdict], &PANELS, TEXT);
        check_contrast(&[verdict], &SCENE, TEXT);
    }
}

#[test]
fn lines_and_icons_can_be_seen() {
    let lines = [
        Token::Edge,
        Token::PrivateLink,
        Token::Dns,
        Token::Selection,
    ];
    check_contrast(&lines, &SCENE, GRAPHICS);
    let icons = [
        Token::CategoryCompute,
        Token::CategoryGeneral,
        Token::CategoryNetworking,
        Token::CategorySecurity,
    ];
    check_contrast(&icons, &PANELS, GRAPHICS);
    let tabs = [Token::AccountBorder, Token::VpcBorder];
    check_contrast(&[Token::ContainerIcon], &tabs, GRAPHICS);
    check_contrast(
        &[Token::BorderStrong],
        &[Token::PanelBackground, Token::InputBackground],
        GRAPHICS,
    );
}

#[test]
fn colors_are_written_in_hexadecimal() {
    let color = Rgba {
        r: 1,
        g: 2,
        b: 255,
        a: 16,
    };
    assert_eq!(Rgba::parse("#0102FF10"), Some(color));
    assert_eq!(Rgba::parse("#0102FF"), Some(Rgba { a: 255, ..color }));
    for wrong in ["0102FF", "#0102F", "#0102GG", "#01é2F", "", "#0102FF1000"] {
        assert_eq!(Rgba::parse(wrong), None, "{wrong}");
    }
}
