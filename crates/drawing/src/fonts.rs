//! The four fonts of the program, shared by screen and exports, so that text has the same width everywhere.
//!
//! They are subsets of Inter and `JetBrains` Mono without kerning or ligatures: the width of a text is the sum of its
//! letters' widths in every renderer. Other scripts are left to the renderer's own fallback fonts.

/// A font the program carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Font {
    /// Inter Regular: running text.
    Regular,
    /// Inter Medium: names and buttons.
    Medium,
    /// Inter `SemiBold`: headings.
    Semibold,
    /// `JetBrains` Mono Regular: addresses, CIDR blocks, DNS names and ids.
    Mono,
}

impl Font {
    /// Every font, in the order of the enum.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Medium, Self::Semibold, Self::Mono];

    /// The TrueType file.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../assets/fonts/Inter-Regular.ttf"),
            Self::Medium => include_bytes!("../../../assets/fonts/Inter-Medium.ttf"),
            Self::Semibold => include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf"),
            Self::Mono => include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf"),
        }
    }

    /// The name a program registers the font under, unique among the four.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Inter-Regular",
            Self::Medium => "Inter-Medium",
            Self::Semibold => "Inter-SemiBold",
            Self::Mono => "JetBrainsMono-Regular",
        }
    }

    /// The family as CSS names it.
    pub const fn family(self) -> &'static str {
        match self {
            Self::Regular | Self::Medium | Self::Semibold => "Inter",
            Self::Mono => "JetBrains Mono",
        }
    }

    /// The weight as CSS counts it, 100 to 900.
    pub const fn weight(self) -> u16 {
        match self {
            Self::Regular | Self::Mono => 400,
            Self::Medium => 500,
            Self::Semibold => 600,
        }
    }
}
