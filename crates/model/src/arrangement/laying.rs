//! A layout that is made in steps, so that whoever shows a window can go on showing it meanwhile, and break off.
//!
//! It knows no clock: whoever drives it says how much to do at a time.

use std::sync::Arc;

use super::{
    Arrangement, arranged_with, composition::Composition, folding::Folding, kept::Kept,
    outline::Outline,
};
use crate::{Document, Resource, ResourceId};

/// The layout of a document, half made.
#[derive(Clone, Debug)]
pub struct Laying {
    document: Document,
    outline: Arc<Outline>,
    folding: Arc<Folding>,
    kept: Kept,
    /// Containers whose insides are still to be laid out, the next one last.
    todo: Vec<ResourceId>,
    total: usize,
}

impl Laying {
    /// Begins the layout of a document that has the resources of an arrangement, wherever they stand there.
    pub fn new(document: Document, like: &Arrangement) -> Self {
        let outline = Arc::clone(&like.outline);
        let folding = Arc::new(Folding::of(&document, &outline));
        let kind = |id: &ResourceId| document.resource(id).map(Resource::kind);
        let containers = document.resources().map(|(id, _)| id);
        let mut todo: Vec<ResourceId> = containers
            .filter(|id| kind(id).is_some_and(Kept::is_for) && !folding.is_collapsed(id))
            .cloned()
            .collect();
        // What is inside others comes first.
        todo.sort_by_cached_key(|id| outline.holders(id).count());
        Self {
            total: todo.len(),
            document,
            outline,
            folding,
            kept: Kept::default(),
            todo,
        }
    }

    /// Lays out containers until so many resources have been; returns whether the insides of all are done.
    pub fn work(&mut self, resources: usize) -> bool {
        let kept = std::mem::take(&mut self.kept);
        let shown = (&*self.outline, &*self.folding);
        let composition = Composition::new(&self.document, shown, kept);
        let mut done = 0;
        while done < resources
            && let Some(next) = self.todo.pop()
        {
            if let Some((id, _)) = self.document.resources.get_key_value(&next) {
                done += 1 + self.outline.with_contents(id).len();
                composition.prepare(id);
            }
        }
        self.kept = composition.into_kept();
        self.todo.is_empty()
    }

    /// How many containers are done, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.total.saturating_sub(self.todo.len()), self.total)
    }

    /// The whole arrangement; what is not done yet is done now.
    pub fn finish(self) -> Arrangement {
        arranged_with(&self.document, self.outline, self.folding, self.kept)
    }
}
