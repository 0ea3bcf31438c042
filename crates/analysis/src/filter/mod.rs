//! What lets packets through or drops them: security groups around interfaces, network ACLs around subnets.

pub(crate) mod network_acl;
pub(crate) mod preview;
pub(crate) mod security_group;
