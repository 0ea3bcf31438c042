//! Colors and sizes by name. The values stand in `assets/theme/*.json`; nothing else in the program names a color.
//!
//! A theme answers for every token: tests prove that every file holds them all and that text stands out from what it is
//! written on as WCAG AA asks, and in high contrast as WCAG AAA does.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

/// An enum whose variants are the keys of a data file, and the list of them.
macro_rules! keys {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every one, in the order of the enum.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
        }
    };
}

keys! {
    /// What a color is for. A theme says which color that is.
    pub enum Token {
        /// Buttons and marks that draw the eye.
        Accent,
        /// `Accent` under the pointer.
        AccentHover,
        /// Text on `Accent`.
        AccentText,
        /// Behind what is chosen in a list or toolbar.
        AccentTint,
        /// Outline of an account.
        AccountBorder,
        /// Name of an account.
        AccountHeader,
        /// Inside an account.
        AccountTint,
        /// Outline of an Availability Zone.
        AvailabilityZoneBorder,
        /// Name of an Availability Zone.
        AvailabilityZoneHeader,
        /// Lines between parts of a panel.
        Border,
        /// Outline of a field.
        BorderStrong,
        /// The canvas.
        CanvasBackground,
        /// Icons of instances and targets.
        CategoryCompute,
        /// Icons without a category.
        CategoryGeneral,
        /// Icons of networking objects.
        CategoryNetworking,
        /// Icons of security groups and network ACLs.
        CategorySecurity,
        /// An interface's chip.
        ChipBackground,
        /// Outline of a chip.
        ChipBorder,
        /// Text and icon on a chip.
        ChipText,
        /// A container's icon on its border's color.
        ContainerIcon,
        /// Lines and marks of name resolution.
        Dns,
        /// Lines between objects.
        Edge,
        /// What is blocked or wrong: text, icons, lines.
        Error,
        /// Behind `Error` text.
        ErrorTint,
        /// The canvas' grid.
        GridDot,
        /// Behind a control under the pointer.
        Hover,
        /// Behind the text of a field.
        InputBackground,
        /// A note, as paper.
        NotePaper,
        /// Outline and turned corner of a note.
        NoteBorder,
        /// Panels, menus and dialogs.
        PanelBackground,
        /// Headers and stripes within panels.
        PanelBackgroundWeak,
        /// The PrivateLink connection.
        PrivateLink,
        /// Outline of a private subnet.
        PrivateSubnetBorder,
        /// Name of a private subnet.
        PrivateSubnetHeader,
        /// Inside a private subnet.
        PrivateSubnetTint,
        /// Outline of a public subnet.
        PublicSubnetBorder,
        /// Name of a public subnet.
        PublicSubnetHeader,
        /// Inside a public subnet.
        PublicSubnetTint,
        /// Outline of a Region.
        RegionBorder,
        /// Name of a Region.
        RegionHeader,
        /// Outline of what is selected.
        Selection,
        /// Inside a marquee; translucent.
        SelectionTint,
        /// Under tiles; translucent.
        Shadow,
        /// What is reachable or right: text, icons, lines.
        Success,
        /// Behind `Success` text.
        SuccessTint,
        /// Running text.
        Text,
        /// Text of what cannot be used now.
        TextDisabled,
        /// Headings and names.
        TextStrong,
        /// Explanations and addresses.
        TextWeak,
        /// Inside a tile.
        TileBackground,
        /// Outline of a tile.
        TileBorder,
        /// What cannot be decided: text, icons, lines.
        Unknown,
        /// Behind `Unknown` text.
        UnknownTint,
        /// Outline of a VPC.
        VpcBorder,
        /// Name of a VPC.
        VpcHeader,
        /// Inside a VPC.
        VpcTint,
        /// What works but should be looked at: text, icons, lines.
        Warning,
        /// Behind `Warning` text.
        WarningTint,
    }
}

keys! {
    /// A measure, the same in every theme.
    pub enum Size {
        /// Corner radius of containers.
        CornerContainer,
        /// Corner radius of buttons and fields.
        CornerControl,
        /// Corner radius of tiles.
        CornerTile,
        /// Side of an icon beside text.
        Icon,
        /// Side of an icon on a tile or in the palette.
        IconLarge,
        /// Between groups.
        SpaceLarge,
        /// Between neighbors.
        SpaceMedium,
        /// Between an icon and its text.
        SpaceSmall,
        /// Between lines.
        SpaceTiny,
        /// Width of outlines.
        Stroke,
        /// Width of lines that say something.
        StrokeStrong,
        /// Running text.
        TextBody,
        /// Addresses and secondary lines.
        TextCaption,
        /// Heading of a panel.
        TextHeading,
        /// Names on the canvas.
        TextLabel,
        /// Title of a dialog.
        TextTitle,
    }
}

impl Size {
    /// The measure in scene or interface points.
    pub fn points(self) -> f32 {
        static SIZES: OnceLock<BTreeMap<Size, f32>> = OnceLock::new();
        let sizes = SIZES.get_or_init(|| {
            serde_json::from_str(include_str!("../../../assets/theme/sizes.json"))
                .unwrap_or_default()
        });
        sizes.get(&self).copied().unwrap_or_default()
    }
}

/// A color: red, green, blue and opacity, 0 to 255, not premultiplied, sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgba {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// 255 is opaque.
    pub a: u8,
}

impl Rgba {
    /// The color written `#RRGGBB` or `#RRGGBBAA`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let channel =
            |index: usize| u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok();
        let a = match digits.len() {
            6 => 255,
            8 => channel(3)?,
            _ => return None,
        };
        Some(Self {
            r: channel(0)?,
            g: channel(1)?,
            b: channel(2)?,
            a,
        })
    }
}

impl<'de> Deserialize<'de> for Rgba {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("{text} is not #RRGGBB or #RRGGBBAA")))
    }
}

/// A color for every token.
#[derive(Debug, PartialEq, Eq)]
pub struct Theme {
    is_dark: bool,
    colors: BTreeMap<Token, Rgba>,
}

impl Theme {
    /// Dark on bright.
    pub fn light() -> &'static Self {
        static LIGHT: OnceLock<Theme> = OnceLock::new();
        LIGHT.get_or_init(|| Self {
            is_dark: false,
            colors: colors(include_str!("../../../assets/theme/light.json")),
        })
    }

    /// Bright on dark.
    pub fn dark() -> &'static Self {
        static DARK: OnceLock<Theme> = OnceLock::new();
        DARK.get_or_init(|| Self {
            is_dark: true,
            colors: colors(include_str!("../../../assets/theme/dark.json")),
        })
    }

    /// Dark on bright, as far apart as WCAG AAA asks.
    pub fn light_high_contrast() -> &'static Self {
        static LIGHT: OnceLock<Theme> = OnceLock::new();
        LIGHT.get_or_init(|| Self {
            is_dark: false,
            colors: colors(include_str!(
                "../../../assets/theme/light-high-contrast.json"
            )),
        })
    }

    /// Bright on dark, as far apart as WCAG AAA asks.
    pub fn dark_high_contrast() -> &'static Self {
        static DARK: OnceLock<Theme> = OnceLock::new();
        DARK.get_or_init(|| Self {
            is_dark: true,
            colors: colors(include_str!(
                "../../../assets/theme/dark-high-contrast.json"
            )),
        })
    }

    /// Whether it is bright on dark.
    pub const fn is_dark(&self) -> bool {
        self.is_dark
    }

    /// The color of `token`.
    pub fn color(&self, token: Token) -> Rgba {
        const MISSING: Rgba = Rgba {
            r: 255,
            g: 0,
            b: 255,
            a: 255,
        };
        self.colors.get(&token).copied().unwrap_or(MISSING)
    }
}

fn colors(json: &str) -> BTreeMap<Token, Rgba> {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
mod tests;
