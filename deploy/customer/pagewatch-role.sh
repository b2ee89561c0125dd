#!/bin/sh
# Makes the IAM role through which Pagewatch reads CloudWatch alarms for one Confluence space. The role may call
# cloudwatch:DescribeAlarms and nothing else, and only Pagewatch may assume it, with the External ID of that space.
#
#   sh pagewatch-role.sh            make the role; safe to run again
#   sh pagewatch-role.sh --replace  replace the trust policy of a role that exists
#
# Run it in AWS CloudShell, or where the AWS CLI is signed in to the account with the alarms. It calls iam:CreateRole and
# iam:PutRolePolicy, and for a role that exists iam:GetRole and, to replace, iam:UpdateAssumeRolePolicy.

# The parentheses make this a shell of its own: pasted into a terminal, a failure does not close the terminal.
pagewatch_role() (
  set -eu

  # While the space changes its External ID: the new one, a comma, and the old one.
  external_id='PASTE_EXTERNAL_ID'
  principal_arn='PASTE_PRINCIPAL_ARN'
  role_name='PagewatchReadAlarms'

  fail() {
    printf 'pagewatch-role.sh: %s\n' "$1" >&2
    exit 1
  }
  is() {
    case "$1" in *"
"*) return 1 ;; esac # grep would look at each line by itself
    printf '%s\n' "$1" | LC_ALL=C grep -Eqx "$2"
  }

  is "$external_id" 'pw-[a-z2-7]{26}-[a-z2-7]{26}(,pw-[a-z2-7]{26}-[a-z2-7]{26})?' ||
    fail 'Set external_id to the External ID that the Pagewatch settings of your Confluence space show. It begins with pw-.'
  is "$principal_arn" 'arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+' ||
    fail 'Set principal_arn to the ARN that the Pagewatch settings of your Confluence space show. It is that of an IAM role or user.'
  is "$role_name" '[A-Za-z0-9_+=,.@-]{1,64}' ||
    fail 'Set role_name to 1 to 64 letters, digits, or any of _+=,.@-'
  case "$*" in
    '' | --replace) ;;
    *) fail 'The only option is --replace.' ;;
  esac
  command -v aws >/dev/null ||
    fail 'The AWS CLI is missing. Use AWS CloudShell (the >_ icon in the AWS console), or install it: https://aws.amazon.com/cli/'
  export AWS_PAGER='' # never wait in a pager

  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 1' HUP INT TERM

  # The principal is the whole account of Pagewatch, narrowed to its one ARN by the condition. AWS stores a role that is
  # named as the principal itself by its unique id: made again under the same name, it would be refused.
  partition=$(printf '%s\n' "$principal_arn" | cut -d : -f 2)
  principal_account=$(printf '%s\n' "$principal_arn" | cut -d : -f 5)
  newest=${external_id%%,*}
  accepted="\"$newest\""
  [ "$newest" = "$external_id" ] || accepted="[$accepted, \"${external_id#*,}\"]"
  cat >"$folder/trust-policy.json" <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:$partition:iam::$principal_account:root" },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": { "sts:ExternalId": $accepted },
        "ArnEquals": { "aws:PrincipalArn": "$principal_arn" }
      }
    }
  ]
}
POLICY

  # The resource has to be *: AWS returns composite alarms only to a permission on every resource. With the ARNs of
  # alarms here, they would be missing from the page without a word.
  cat >"$folder/permissions-policy.json" <<'POLICY'
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "cloudwatch:DescribeAlarms", "Resource": "*" }
  ]
}
POLICY

  if role_arn=$(aws iam create-role --role-name "$role_name" --max-session-duration 3600 \
    --description 'Lets Pagewatch show CloudWatch alarms in Confluence.' \
    --assume-role-policy-document "file://$folder/trust-policy.json" \
    --query Role.Arn --output text 2>"$folder/error"); then
    printf 'Made the role %s.\n' "$role_name"
  else
    grep -q EntityAlreadyExists "$folder/error" || fail "$(cat "$folder/error")"
    role_arn=$(aws iam get-role --role-name "$role_name" --query Role.Arn --output text)
    aws iam get-role --role-name "$role_name" --query Role.AssumeRolePolicyDocument --output json >"$folder/existing.json"
    # Another space may use the role, or something else altogether: its trust is not replaced unasked.
    if [ "$*" = --replace ]; then
      printf 'Replacing the trust policy of the role %s, which was:\n' "$role_name"
      cat "$folder/existing.json"
      aws iam update-assume-role-policy --role-name "$role_name" --policy-document "file://$folder/trust-policy.json"
    elif grep -qF "\"$newest\"" "$folder/existing.json"; then
      printf 'The role %s exists and names this External ID. Its trust policy stays as it is.\n' "$role_name"
    else
      fail "The role $role_name exists and does not name this External ID; another space may use it. Choose another role_name, add the External ID to the role's trust policy, or replace that policy: run this with --replace."
    fi
  fi

  aws iam put-role-policy --role-name "$role_name" --policy-name DescribeAlarms \
    --policy-document "file://$folder/permissions-policy.json"
  printf 'Paste this role ARN into the Pagewatch settings of your Confluence space:\n%s\n' "$role_arn"
)

pagewatch_role "$@"
