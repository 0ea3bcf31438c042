//! VPC Block Public Access: an account's word against internet gateways, whatever routes say (IGW-08, IGW-09).

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        Account,
        account::{ExclusionMode, InternetGatewayBlockMode},
    },
};

use super::{
    path::At,
    walk::{Origin, Stand, Walk},
};
use crate::{Code, Explanation, remedy::Remedy};

/// Which way a packet crosses the gateway.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Out,
    In,
}

/// Asks the account of the VPC of an interface whose packet crosses an internet gateway.
pub(crate) fn ask(walk: &mut Walk<'_>, gateway: At<'_>, stand: Stand<'_>, way: Way) {
    let Some((id, account)) = account_of(walk, stand.vpc) else {
        return;
    };
    let mode = mode(account, walk.network.region(stand.vpc));
    let exclusion = exclusion(account, stand);
    let (blocked, doubtful) = match (mode, exclusion) {
        (InternetGatewayBlockMode::Off, _) | (_, Some(ExclusionMode::AllowBidirectional)) => return,
        (InternetGatewayBlockMode::BlockBidirectional, None) => (true, false),
        (InternetGatewayBlockMode::BlockIngress, _)
        | (InternetGatewayBlockMode::BlockBidirectional, Some(ExclusionMode::AllowEgress)) => {
            ingress_alone(walk, stand, way)
        }
    };
    if blocked {
        let explanation = blocks(id, stand.vpc, gateway.component, mode);
        let explanation = if doubtful {
            explanation.unverified()
        } else {
            explanation
        };
        walk.refuse(gateway, explanation);
    }
}

fn account_of<'n>(walk: &Walk<'n>, vpc: &ResourceId) -> Option<(&'n ResourceId, &'n Account)> {
    let id = walk.network.parent(vpc)?;
    Some((id, walk.network.account(id)?))
}

/// What the account blocks in a Region; options without one hold in all.
fn mode(account: &Account, region: Option<&str>) -> InternetGatewayBlockMode {
    let mut options = account.vpc_block_public_access_options.iter();
    options
        .find(|options| {
            let named = options.aws_region.as_deref();
            named.is_none() || named == region
        })
        .and_then(|options| options.internet_gateway_block_mode)
        .unwrap_or(InternetGatewayBlockMode::Off)
}

/// What is allowed nevertheless, by the subnet before the VPC.
fn exclusion(account: &Account, stand: Stand<'_>) -> Option<ExclusionMode> {
    let of = |id: &ResourceId| {
        let mut exclusions = account.vpc_block_public_access_exclusions.iter();
        let found = exclusions.find(|exclusion| exclusion.resource_id.as_ref() == Some(id))?;
        found.internet_gateway_exclusion_mode
    };
    of(stand.subnet).or_else(|| of(stand.vpc))
}

/// With ingress alone blocked, what begins in the internet is. NAT gateways go on; of other senders in the VPC it is not
/// confirmed (IGW-09).
fn ingress_alone(walk: &Walk<'_>, stand: Stand<'_>, way: Way) -> (bool, bool) {
    if matches!(walk.origin, Origin::Internet { .. }) {
        return (way == Way::In || walk.way == super::walk::Way::Back, false);
    }
    let is_nat = stand.kind == Kind::NatGateway.as_str();
    (way == Way::Out && !is_nat, true)
}

fn blocks(
    account: &ResourceId,
    vpc: &ResourceId,
    gateway: &ResourceId,
    mode: InternetGatewayBlockMode,
) -> Explanation {
    let reference = match mode {
        InternetGatewayBlockMode::BlockIngress => "IGW-09",
        InternetGatewayBlockMode::Off | InternetGatewayBlockMode::BlockBidirectional => "IGW-08",
    };
    let message = format!(
        "Block Public Access of {account} is {}, so {gateway} passes nothing of {vpc}: exclude {vpc} from it",
        mode.as_str()
    );
    let code = Code::VpcBlockPublicAccessEnabled;
    Explanation::new(code, account, message, reference).mended_by([
        Remedy::ExcludeFromBlockPublicAccess {
            account: account.clone(),
            vpc: vpc.clone(),
        },
    ])
}
