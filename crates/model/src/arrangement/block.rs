//! Boxes: parts of the picture laid out on their own and put beside, under or into one another.
//! A box knows sizes and nothing of what its resources are.

use std::sync::Arc;

use super::{
    CHIP, Chip, GAP, GRID, HEADER, PADDING, RegionFrame, TILE, ZONE_HEADER, ZONE_PADDING, Zone,
};
use crate::{
    ResourceId,
    geometry::{Offset, Point, Rect, Size},
};

/// A part of the picture with its upper left corner at the origin.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) size: Size,
    /// What it holds. In a framed block the container itself comes last.
    pub(super) frames: Vec<(ResourceId, Rect)>,
    pub(super) chips: Vec<Chip>,
    pub(super) zones: Vec<Zone>,
    pub(super) regions: Vec<RegionFrame>,
    pub(super) insides: Vec<Inside>,
}

/// What is in a container, laid out on its own.
#[derive(Clone, Debug)]
pub(super) struct Inside {
    pub(super) container: ResourceId,
    pub(super) block: Arc<Block>,
    /// Its upper left corner.
    pub(super) at: Point,
}

impl Block {
    pub(super) fn tile(id: &ResourceId) -> Self {
        Self::sized(id, TILE)
    }

    pub(super) fn sized(id: &ResourceId, size: Size) -> Self {
        Self {
            size,
            frames: vec![(id.clone(), Rect::at(Point::default(), size))],
            ..Self::default()
        }
    }

    pub(super) fn chip(owner: &ResourceId, subnet: &ResourceId) -> Self {
        Self {
            size: CHIP,
            chips: vec![Chip {
                owner: owner.clone(),
                subnet: subnet.clone(),
                rect: Rect::at(Point::default(), CHIP),
            }],
            ..Self::default()
        }
    }

    /// What is in a container, as one piece.
    pub(super) fn inside(container: &ResourceId, block: Arc<Self>) -> Self {
        Self {
            size: block.size,
            insides: vec![Inside {
                container: container.clone(),
                block,
                at: Point::default(),
            }],
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.size == Size::default()
    }

    /// The blocks from left to right with a gap between them, their upper edges in line.
    pub(super) fn beside(blocks: impl IntoIterator<Item = Self>, gap: i32) -> Self {
        let mut row = Self::default();
        for block in blocks.into_iter().filter(|block| !block.is_empty()) {
            let x = after(row.size.width, gap);
            row.add(block, Offset::new(x, 0));
        }
        row
    }

    /// The blocks from top to bottom, their left edges in line.
    pub(super) fn stacked(blocks: impl IntoIterator<Item = Self>) -> Self {
        let mut column = Self::default();
        for block in blocks.into_iter().filter(|block| !block.is_empty()) {
            let y = after(column.size.height, GAP);
            column.add(block, Offset::new(0, y));
        }
        column
    }

    /// The blocks row by row, so many in each, with a gap between them.
    pub(super) fn grid(blocks: Vec<Self>, columns: usize, gap: i32) -> Self {
        let columns = columns.max(1);
        let mut widths: Vec<i32> = vec![0; columns.min(blocks.len())];
        for (index, block) in blocks.iter().enumerate() {
            if let Some(width) = widths.get_mut(index % columns) {
                *width = block.size.width.max(*width);
            }
        }
        let mut grid = Self::default();
        let (mut x, mut y) = (0, 0);
        for (index, block) in blocks.into_iter().enumerate() {
            let column = index % columns;
            if column == 0 {
                (x, y) = (0, after(grid.size.height, gap));
            }
            grid.add(block, Offset::new(x, y));
            let width = widths.get(column).copied().unwrap_or_default();
            x = after(x.saturating_add(width), gap);
        }
        grid
    }

    /// The blocks from left to right with a gap between them, their middles in line.
    pub(super) fn balanced(blocks: impl IntoIterator<Item = Self>, gap: i32) -> Self {
        let blocks: Vec<Self> = blocks.into_iter().collect();
        let height = blocks.iter().map(|block| block.size.height).max();
        let height = height.unwrap_or_default();
        let lowered = blocks.into_iter().map(|block| {
            let by = (height - block.size.height) / 2 / GRID * GRID;
            block.lowered(by)
        });
        Self::beside(lowered, gap)
    }

    /// The blocks in rows that are filled from left to right up to a width, with a gap between them.
    pub(super) fn shelves(blocks: Vec<Self>, width: i32, gap: i32) -> Self {
        let mut shelves = Self::default();
        let (mut x, mut y) = (0_i32, 0);
        for block in blocks.into_iter().filter(|block| !block.is_empty()) {
            if x > 0 && x.saturating_add(block.size.width) > width {
                (x, y) = (0, after(shelves.size.height, gap));
            }
            let next = after(x.saturating_add(block.size.width), gap);
            shelves.add(block, Offset::new(x, y));
            x = next;
        }
        shelves
    }

    /// The blocks one above another, each with its middle as near to a height as those before it leave room.
    pub(super) fn at_heights(blocks: Vec<(Self, Option<i32>)>, gap: i32) -> Self {
        let mut column = Self::default();
        for (block, middle) in blocks.into_iter().filter(|(block, _)| !block.is_empty()) {
            let first = after(column.size.height, gap);
            let wish = middle.map(|middle| (middle - block.size.height / 2) / GRID * GRID);
            let y = wish.map_or(first, |wish| wish.max(first));
            column.add(block, Offset::new(0, y));
        }
        column
    }

    /// The block with room above it.
    pub(super) fn lowered(self, by: i32) -> Self {
        let mut lowered = Self::default();
        lowered.add(self, Offset::new(0, by.max(0)));
        lowered
    }

    /// The block inside a container of at least a size, below its header.
    pub(super) fn framed(self, id: &ResourceId, least: Size) -> Self {
        let mut framed = Self::default();
        framed.add(self, Offset::new(PADDING, HEADER + PADDING));
        framed.size = Size::new(
            framed.size.width.saturating_add(PADDING),
            framed.size.height.saturating_add(PADDING),
        )
        .max(least);
        let frame = Rect::at(Point::default(), framed.size);
        framed.frames.push((id.clone(), frame));
        framed
    }

    /// A framed block whose container is at least of a size.
    pub(super) fn stretched(mut self, least: Size) -> Self {
        self.size = self.size.max(least);
        if let Some((_, frame)) = self.frames.last_mut() {
            *frame = Rect::at(Point::default(), self.size);
        }
        self
    }

    /// The block with room of at least a size; nothing in it becomes larger.
    pub(super) fn in_cell(mut self, least: Size) -> Self {
        self.size = self.size.max(least);
        self
    }

    /// The block inside the band of a zone.
    pub(super) fn zoned(self, vpc: &ResourceId, availability_zone_id: &str) -> Self {
        let mut zoned = Self::default();
        zoned.add(self, Offset::new(ZONE_PADDING, ZONE_HEADER));
        zoned.size = Size::new(
            zoned.size.width.saturating_add(ZONE_PADDING),
            zoned.size.height.saturating_add(ZONE_PADDING),
        );
        zoned.zones.push(Zone {
            vpc: vpc.clone(),
            availability_zone_id: availability_zone_id.to_owned(),
            rect: Rect::at(Point::default(), zoned.size),
        });
        zoned
    }

    /// The block inside the frame of a Region, which lies close around what it holds.
    pub(super) fn in_region(self, container: Option<&ResourceId>, region: &str) -> Self {
        let things = Rect::around(self.frames.iter().map(|(_, rect)| *rect));
        let frame = RegionFrame::around(things.unwrap_or_default());
        let mut framed = Self::default();
        framed.add(self, Point::default().minus(frame.min));
        framed.size = frame.size();
        framed.regions.push(RegionFrame {
            container: container.cloned(),
            region: region.to_owned(),
            rect: Rect::at(Point::default(), framed.size),
        });
        framed
    }

    fn add(&mut self, block: Self, by: Offset) {
        self.size = self.size.max(Size::new(
            block.size.width.saturating_add(by.x),
            block.size.height.saturating_add(by.y),
        ));
        let frames = block.frames.into_iter();
        self.frames
            .extend(frames.map(|(id, rect)| (id, rect.moved(by))));
        self.chips.extend(block.chips.into_iter().map(|chip| Chip {
            rect: chip.rect.moved(by),
            ..chip
        }));
        self.zones.extend(block.zones.into_iter().map(|zone| Zone {
            rect: zone.rect.moved(by),
            ..zone
        }));
        self.regions
            .extend(block.regions.into_iter().map(|frame| RegionFrame {
                rect: frame.rect.moved(by),
                ..frame
            }));
        self.insides
            .extend(block.insides.into_iter().map(|inside| Inside {
                at: inside.at.moved(by),
                ..inside
            }));
    }
}

/// Where the next thing begins after an extent: a gap further, or at the very start.
fn after(extent: i32, gap: i32) -> i32 {
    if extent == 0 {
        0
    } else {
        extent.saturating_add(gap)
    }
}
