#!/usr/bin/env bash
# How many jars, and how many MB of them, an application gets with core, and with SDKs of the field: those named, else the list below.
# Needs "mvn -DskipTests package" before. What core has as optional is left out, as users get it only when they ask for it.
set -euo pipefail
cd "$(dirname "$0")/.."

sdks=("$@")
if [ ${#sdks[@]} = 0 ]; then
  sdks=(
    com.stripe:stripe-java:33.3.0
    com.adyen:adyen-java-api-library:42.0.0
    com.braintreepayments.gateway:braintree-java:3.52.0
    com.gocardless:gocardless-pro:9.20.1
    com.plaid:plaid-java:39.2.0
  )
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tell() { # name, folder
  printf '%-52s %3d jars %6.1f MB\n' "$1" "$(find "$2" -name '*.jar' | wc -l)" \
    "$(find "$2" -name '*.jar' -printf '%s\n' | awk '{ sum += $1 } END { print sum / 1000000 }')"
}

rm -rf kosma-sdk-core/target/closure
mvn -q -B -ntp -pl kosma-sdk-core -am -DskipTests package dependency:copy-dependencies -DincludeScope=runtime \
  -DexcludeArtifactIds=icu4j,commons-text,commons-lang3,micrometer-observation,micrometer-commons \
  -DoutputDirectory=target/closure > /dev/null
cp kosma-sdk-core/target/kosma-sdk-core-*[!s].jar kosma-sdk-core/target/closure
tell kosma-sdk-core kosma-sdk-core/target/closure

for sdk in "${sdks[@]}"; do
  IFS=: read -r group artifact version <<< "$sdk"
  mkdir -p "$work/$artifact"
  cat > "$work/$artifact/pom.xml" << POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>size</groupId>
  <artifactId>of-$artifact</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>$group</groupId>
      <artifactId>$artifact</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
  mvn -q -B -ntp -f "$work/$artifact/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$work/$artifact/closure" > /dev/null
  tell "$sdk" "$work/$artifact/closure"
done
