//! What has to see both ways of a flow and sees one: appliances, inspection, and transit gateways in front of them.

use vpcanvas_model::{Kind, ResourceId};

use super::walk::Walk;
use crate::{Code, Explanation};

/// Something a packet passed that keeps the state of flows, or that the way back is compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crossing<'n> {
    pub(crate) component: &'n ResourceId,
    pub(crate) kind: Kind,
    /// The zone it was crossed in, where that matters.
    pub(crate) zone: Option<&'n str>,
    /// The edge route table that led there instead of straight on (GL-05).
    pub(crate) redirected_by: Option<&'n ResourceId>,
}

impl Crossing<'_> {
    /// Whether it keeps state: an appliance, or what leads to some.
    fn is_stateful(&self) -> bool {
        matches!(
            self.kind,
            Kind::VpcEndpoint | Kind::Instance | Kind::NetworkInterface
        )
    }
}

/// Explains what only one of both ways crosses.
pub(crate) fn compare(walk: &mut Walk<'_>) {
    let there = std::mem::take(&mut walk.crossed_there);
    let back = std::mem::take(&mut walk.crossings);
    let (only_there, only_back) = (lonely(&there, &back), lonely(&back, &there));
    if only_there.is_empty() && only_back.is_empty() {
        return;
    }
    if let Some(explanation) = other_zone(&there, &back) {
        return walk.explain(explanation);
    }
    for crossing in only_there {
        explain(walk, crossing, "the request");
    }
    for crossing in only_back {
        explain(walk, crossing, "the reply");
    }
}

/// What keeps state and is crossed on one way alone.
fn lonely<'a, 'n>(own: &'a [Crossing<'n>], other: &[Crossing<'n>]) -> Vec<&'a Crossing<'n>> {
    let missing = |crossing: &&Crossing<'n>| {
        crossing.is_stateful()
            && !other
                .iter()
                .any(|other| other.component == crossing.component)
    };
    own.iter().filter(missing).collect()
}

/// That a transit gateway attachment is crossed in different zones, which appliance mode would prevent (TGW-06): the one in
/// front of an appliance before any other.
fn other_zone(there: &[Crossing<'_>], back: &[Crossing<'_>]) -> Option<Explanation> {
    let in_front = there.windows(2).filter_map(|pair| match pair {
        [crossing, next] if next.is_stateful() => Some(crossing),
        _ => None,
    });
    in_front.chain(there).find_map(|crossing| {
        let mut others = back.iter();
        let other = others.find(|other| other.component == crossing.component)?;
        let (zone, other) = (crossing.zone?, other.zone?);
        let attachment = crossing.component;
        let message = format!(
            "the request crosses {attachment} in {zone} and the reply in {other}, so what stands behind it sees one of them: enable appliance mode on {attachment}"
        );
        (zone != other).then(|| {
            Explanation::new(
                Code::TgwAttachVpcAzRestriction,
                attachment,
                message,
                "TGW-06",
            )
        })
    })
}

fn explain(walk: &mut Walk<'_>, crossing: &Crossing<'_>, seen: &str) {
    let component = crossing.component;
    if let Some(table) = crossing.redirected_by {
        let message = format!(
            "{table} leads what comes in through {component}, which sees only {seen}: lead what goes out through it too"
        );
        let code = Code::IngressRtbTrafficRedirection;
        return walk.explain(Explanation::new(code, table, message, "GL-05"));
    }
    let message = format!(
        "{component} sees only {seen}, and the other way goes past it: lead both through it"
    );
    let code = Code::PlAsymmetricPath;
    if crossing.kind == Kind::VpcEndpoint {
        walk.explain(Explanation::new(code, component, message, "GL-05"));
    } else {
        walk.warn(Explanation::new(code, component, message, "4.2"));
    }
}
