#!/usr/bin/env bash
# A provider and a consumer account on moto's AWS API, built and collected by the real AWS command line, and imported.
# What moto does right is asserted; addresses and groups of endpoint interfaces, endpoint names and states it does not.
# Usage: tests/aws/moto.sh TOOLS [PROGRAM]; TOOLS is the folder with aws and moto_server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

tools=$1
program=${2:-target/debug/vpcanvas-cli}
work=$(mktemp -d)
export PATH="$tools:$PATH"
export AWS_CONFIG_FILE=$work/config AWS_SHARED_CREDENTIALS_FILE=$work/credentials AWS_PAGER="" AWS_EC2_METADATA_DISABLED=true
export AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1
unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export AWS_ENDPOINT_URL=http://127.0.0.1:$port
moto_server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do
    python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)" 2>/dev/null && break
    kill -0 "$server" || { cat "$work/moto.log" >&2; exit 1; }
    sleep 0.3
done

# Any keys open moto; those of an assumed role open the role's account.
account() {
    local name=$1 number=$2 keys
    keys=$(AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws sts assume-role --role-arn "arn:aws:iam::$number:role/x" \
        --role-session-name "$name" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
    read -r id secret token <<<"$keys"
    printf '[%s]\naws_access_key_id=%s\naws_secret_access_key=%s\naws_session_token=%s\n' \
        "$name" "$id" "$secret" "$token" >>"$AWS_SHARED_CREDENTIALS_FILE"
}
account provider 111111111111
account consumer 222222222222

provider() { aws --profile provider --output text "$@"; }
consumer() { aws --profile consumer --output text "$@"; }
fail() { echo "$1" >&2; exit 1; }

# The provider: a network load balancer in front of an instance, offered as an endpoint service.
vpc_p=$(provider ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId \
    --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=provider}]')
subnet_p=$(provider ec2 create-subnet --vpc-id "$vpc_p" --cidr-block 10.0.1.0/24 --availability-zone us-east-1b --query Subnet.SubnetId)
group_p=$(provider ec2 create-security-group --group-name app --description app --vpc-id "$vpc_p" --query GroupId)
provider ec2 authorize-security-group-ingress --group-id "$group_p" --protocol tcp --port 8443 --cidr 10.0.0.0/16 >/dev/null
image=$(provider ec2 describe-images --query 'Images[0].ImageId')
instance=$(provider ec2 run-instances --image-id "$image" --subnet-id "$subnet_p" --security-group-ids "$group_p" --query 'Instances[0].InstanceId')
balancer=$(provider elbv2 create-load-balancer --name front --type network --scheme internal --subnets "$subnet_p" --query 'LoadBalancers[0].LoadBalancerArn')
targets=$(provider elbv2 create-target-group --name app --protocol TCP --port 8443 --vpc-id "$vpc_p" --query 'TargetGroups[0].TargetGroupArn')
provider elbv2 register-targets --target-group-arn "$targets" --targets "Id=$instance,Port=8443"
provider elbv2 create-listener --load-balancer-arn "$balancer" --protocol TCP --port 443 \
    --default-actions "Type=forward,TargetGroupArn=$targets" >/dev/null
service=$(provider ec2 create-vpc-endpoint-service-configuration --network-load-balancer-arns "$balancer" \
    --query 'ServiceConfiguration.[ServiceId,ServiceName]')
read -r service service_name <<<"$service"
provider ec2 modify-vpc-endpoint-service-permissions --service-id "$service" \
    --add-allowed-principals arn:aws:iam::222222222222:root >/dev/null

# The consumer: an endpoint, a private zone, a second way out, peering with the provider.
vpc_c=$(consumer ec2 create-vpc --cidr-block 10.1.0.0/16 --query Vpc.VpcId)
consumer ec2 modify-vpc-attribute --vpc-id "$vpc_c" --enable-dns-hostnames
subnet_c=$(consumer ec2 create-subnet --vpc-id "$vpc_c" --cidr-block 10.1.1.0/24 --availability-zone us-east-1a --query Subnet.SubnetId)
group_c=$(consumer ec2 create-security-group --group-name endpoint --description endpoint --vpc-id "$vpc_c" --query GroupId)
consumer ec2 authorize-security-group-ingress --group-id "$group_c" --protocol tcp --port 443 --cidr 10.1.0.0/16 >/dev/null
endpoint=$(consumer ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc_c" --service-name "$service_name" \
    --subnet-ids "$subnet_c" --security-group-ids "$group_c" --query VpcEndpoint.VpcEndpointId)
gateway=$(consumer ec2 create-internet-gateway --query InternetGateway.InternetGatewayId)
consumer ec2 attach-internet-gateway --internet-gateway-id "$gateway" --vpc-id "$vpc_c"
table=$(consumer ec2 create-route-table --vpc-id "$vpc_c" --query RouteTable.RouteTableId)
consumer ec2 associate-route-table --route-table-id "$table" --subnet-id "$subnet_c" >/dev/null
consumer ec2 create-route --route-table-id "$table" --destination-cidr-block 0.0.0.0/0 --gateway-id "$gateway" >/dev/null
nacl=$(consumer ec2 create-network-acl --vpc-id "$vpc_c" --query NetworkAcl.NetworkAclId)
consumer ec2 create-network-acl-entry --network-acl-id "$nacl" --rule-number 100 --protocol 6 --rule-action allow --ingress \
    --cidr-block 10.1.0.0/16 --port-range From=443,To=443
peering=$(consumer ec2 create-vpc-peering-connection --vpc-id "$vpc_c" --peer-vpc-id "$vpc_p" --peer-owner-id 111111111111 \
    --query VpcPeeringConnection.VpcPeeringConnectionId)
zone=$(consumer route53 create-hosted-zone --name example.com --caller-reference 1 --vpc "VPCRegion=us-east-1,VPCId=$vpc_c" \
    --hosted-zone-config PrivateZone=true --query HostedZone.Id)
zone=${zone##*/}
consumer route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch \
    '{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"*.example.com","Type":"A","TTL":60,"ResourceRecords":[{"Value":"10.1.1.9"}]}}]}' >/dev/null
tgw=$(consumer ec2 create-transit-gateway --query TransitGateway.TransitGatewayId)
consumer ec2 create-transit-gateway-vpc-attachment --transit-gateway-id "$tgw" --vpc-id "$vpc_c" --subnet-ids "$subnet_c" >/dev/null

# Collected by the printed script, as a user would.
"$program" import aws-describe --script --region us-east-1 --profile provider --profile consumer >"$work/collect.sh"
sh -n "$work/collect.sh"
sh "$work/collect.sh" "$work/collected" 2>"$work/collect.log" || true
calls=$(grep -cE '"(POST|GET) ' "$work/moto.log" || true)

"$program" import aws-describe "$work/collected" -o "$work/design.json" --format json >"$work/report.json"
"$program" check "$work/design.json" >/dev/null || (($? == 1)) || fail "the imported design is no good input"
(cd "$work" && python3 -m zipfile -c collected.zip collected)
"$program" import aws-describe "$work/collected.zip" -o - 2>/dev/null >"$work/zipped.json"
cmp "$work/design.json" "$work/zipped.json" || fail "the archive gives another design than the folder"
"$program" import aws-describe "$work/collected" -o "$work/design.json" --into --remove-gone --format json |
    python3 -c 'import json, sys; c = json.load(sys.stdin)["changes"]; assert not (c["added"] or c["changed"] or c["gone"]), c'

export vpc_p subnet_p group_p instance balancer targets service service_name vpc_c subnet_c group_c endpoint gateway table nacl peering zone tgw
python3 - "$work/design.json" "$work/report.json" <<'PY'
import json, os, sys

design = json.load(open(sys.argv[1]))["resources"]
report = json.load(open(sys.argv[2]))["report"]
env = os.environ


def check(name, field, expected):
    found = design[env.get(name, name)]
    for part in field.split("."):
        found = found.get(part) if isinstance(found, dict) else found[int(part)]
    assert found == expected, f"{field} of {name}: {found!r}, expected {expected!r}"


check("vpc_p", "CidrBlock", "10.0.0.0/16")
check("vpc_p", "OwnerId", "111111111111")
check("vpc_p", "Region", "us-east-1")
check("vpc_p", "Tags.Name", "provider")
check("vpc_p", "EnableDnsHostnames", False)
check("vpc_c", "EnableDnsHostnames", True)
check("vpc_c", "EnableDnsSupport", True)
check("subnet_p", "AvailabilityZoneId", "use1-az1")
check("subnet_c", "AvailabilityZoneId", "use1-az6")
check("instance", "SubnetId", env["subnet_p"])
check("instance", "State", "running")
check("instance", "SecurityGroupIds", [env["group_p"]])
rules = [rule for rule in design[env["group_p"]]["SecurityGroupRules"] if not rule["IsEgress"]]
assert [(rule["FromPort"], rule["CidrIpv4"]) for rule in rules] == [(8443, "10.0.0.0/16")], rules
check("balancer", "Type", "network")
check("balancer", "SubnetMappings.0.SubnetId", env["subnet_p"])
check("balancer", "Tags.Name", "front")
assert "LoadBalancerAttributes" in design[env["balancer"]]
check("targets", "Targets.0.Id", env["instance"])
check("targets", "Targets.0.Port", 8443)
assert "TargetGroupAttributes" in design[env["targets"]]
listeners = [r for r in design.values() if r["Kind"] == "Listener"]
assert [(r["Port"], r["LoadBalancerArn"], r["DefaultActions"][0]["TargetGroupArn"]) for r in listeners] == [
    (443, env["balancer"], env["targets"])
]
check("service", "NetworkLoadBalancerArns", [env["balancer"]])
check("service", "AllowedPrincipals", ["arn:aws:iam::222222222222:root"])
check("service", "OwnerId", "111111111111")
check("service", "ServiceName", env["service_name"])
check("endpoint", "ServiceName", env["service_name"])
check("endpoint", "VpcEndpointType", "Interface")
check("endpoint", "VpcId", env["vpc_c"])
check("endpoint", "SubnetIds", [env["subnet_c"]])
check("gateway", "VpcId", env["vpc_c"])
check("table", "Associations.0.SubnetId", env["subnet_c"])
check("table", "Routes", [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": env["gateway"], "Origin": "CreateRoute", "State": "active"}])
check("nacl", "Entries.0.PortRange", {"From": 443, "To": 443})
assert not any(entry["RuleNumber"] >= 32767 for entry in design[env["nacl"]]["Entries"])
check("peering", "RequesterVpcInfo.VpcId", env["vpc_c"])
check("peering", "AccepterVpcInfo.OwnerId", "111111111111")
check("zone", "PrivateZone", True)
check("zone", "VPCs", [{"VPCId": env["vpc_c"], "VPCRegion": "us-east-1"}])
names = {record["Name"]: record for record in design[env["zone"]]["ResourceRecordSets"]}
assert names["*.example.com"]["ResourceRecords"] == [{"Value": "10.1.1.9"}], names
check("tgw", "OwnerId", "222222222222")
attachments = [r for r in design.values() if r["Kind"] == "TransitGatewayAttachment"]
assert [(r["ResourceType"], r["ResourceId"], r["SubnetIds"]) for r in attachments] == [("vpc", env["vpc_c"], [env["subnet_c"]])]
tables = [r for r in design.values() if r["Kind"] == "TransitGatewayRouteTable"]
assert [r["TransitGatewayId"] for r in tables] == [env["tgw"]], tables
assert not any("not placed" in entry["reason"] for entry in report["problems"]), report["problems"]
print(f"moto: {len(design)} resources imported, {len(report['problems'])} problems, {len(report['absent'])} outputs absent")
PY
echo "moto: $calls requests; not collected: $(grep -c '^not collected' "$work/collect.log" || true)"
