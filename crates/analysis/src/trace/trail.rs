//! What a flow has been through: endpoints, load balancers and resource gateways that lead to one another come to an end.

use std::cell::Cell;

use vpcanvas_model::ResourceId;

use super::Path;
use crate::{Code, Explanation};

/// What a flow has been through, the last first, and how much more of it is followed.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'a> {
    through: Option<&'a ResourceId>,
    before: Option<&'a Trail<'a>>,
    left: &'a Cell<u32>,
}

/// How many interfaces behind endpoints and load balancers one question follows: some hundred times what a large design has.
const LIMIT: u32 = 100_000;

/// Follows a flow from its beginning.
pub(crate) fn begin<T>(follow: impl FnOnce(&Trail<'_>) -> T) -> T {
    let left = Cell::new(LIMIT);
    follow(&Trail {
        through: None,
        before: None,
        left: &left,
    })
}

impl Trail<'_> {
    /// The trail after one more component; explains and gives `None` where the flow has been there already or too much
    /// has been followed.
    pub(crate) fn enter<'a>(
        &'a self,
        component: &'a ResourceId,
        path: &mut Path,
    ) -> Option<Trail<'a>> {
        if self.contains(component) {
            let message = format!(
                "the flow comes back to {component}, which it has been through: it would go round for ever, so lead it somewhere else"
            );
            path.explain(Explanation::new(
                Code::NoPossibleDestination,
                component,
                message,
                "2.9",
            ));
            return None;
        }
        let Some(left) = self.left.get().checked_sub(1) else {
            let message = format!(
                "more than {LIMIT} ways lead on behind load balancers that are targets of one another; the one to {component} is not followed"
            );
            path.explain(Explanation::new(
                Code::UnsupportedComponent,
                component,
                message,
                "2.9",
            ));
            return None;
        };
        self.left.set(left);
        Some(Trail {
            through: Some(component),
            before: Some(self),
            left: self.left,
        })
    }

    fn contains(&self, component: &ResourceId) -> bool {
        std::iter::successors(Some(self), |trail| trail.before)
            .any(|trail| trail.through == Some(component))
    }
}
