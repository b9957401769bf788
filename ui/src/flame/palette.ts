import { parseName } from "./names";

export type Owner = "application" | "library" | "framework" | "jdk" | "native";

const JDK = /^(java|javax|jdk|sun|com\.sun|netscape\.javascript)\./;

const FRAMEWORKS =
  /^(org\.springframework|io\.netty|reactor|jakarta|io\.vertx|io\.quarkus|io\.micronaut|io\.helidon|io\.undertow|io\.grpc|io\.ktor|io\.dropwizard|akka|play|org\.apache\.(catalina|coyote|tomcat|pekko|camel|kafka|cxf)|org\.eclipse\.(jetty|microprofile)|org\.jboss|org\.wildfly|org\.hibernate|org\.glassfish|io\.reactivex|kotlinx\.coroutines|zio|cats)\./;

const LIBRARIES =
  /^(com\.fasterxml|com\.google|com\.zaxxer|com\.github|com\.mysql|com\.mongodb|com\.datastax|com\.squareup|com\.typesafe|com\.esotericsoftware|com\.lmax|com\.ibm|com\.microsoft|com\.oracle|com\.codahale|com\.netflix|com\.amazonaws|software\.amazon|org\.apache|org\.slf4j|org\.postgresql|org\.mariadb|org\.h2|org\.jooq|org\.jctools|org\.bouncycastle|org\.conscrypt|org\.yaml|org\.json|org\.xerial|org\.lz4|org\.rocksdb|org\.elasticsearch|org\.opensearch|org\.lwjgl|org\.agrona|org\.codehaus|org\.reactivestreams|org\.w3c|org\.xml|org\.objectweb|org\.mozilla|org\.joda|org\.redisson|io\.lettuce|io\.micrometer|io\.opentelemetry|io\.prometheus|io\.smallrye|io\.r2dbc|io\.jsonwebtoken|redis\.clients|ch\.qos|net\.bytebuddy|okhttp3|okio|retrofit2|kotlin|kotlinx|scala|groovy|clojure|one\.profiler|one\.nio|io\.diag\.(agent|bootstrap|launch|wire))\./;

/** Who a frame belongs to, by its package and how it ran. */
export function ownerOf(name: string, type: string): Owner {
  if (type === "native" || type === "cpp" || type === "kernel") return "native";
  const parsed = parseName(name);
  if (parsed.type === "") return "native";
  const path = `${parsed.package}.`;
  if (JDK.test(path)) return "jdk";
  if (FRAMEWORKS.test(path)) return "framework";
  if (LIBRARIES.test(path)) return "library";
  return "application";
}

export const WARM_COUNT = 3;

// Any start would do; under this one the packages of the design's story share colours as drawn there.
const WARM_SEED = 7405;

/**
 * Which of the warm colours an application package has: by the part of it that follows the
 * organisation, so that neighbours in one application differ and stay the same in every profile.
 */
export function warmOf(packageName: string): number {
  const { rest } = packageParts(packageName);
  let hash = WARM_SEED;
  for (let i = 0; i < rest.length; i++) hash = Math.imul(hash ^ rest.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % WARM_COUNT;
}

/** "com.acme.checkout.promo" is the organisation com.acme and the rest checkout.promo. */
export function packageParts(packageName: string): { organisation: string; rest: string } {
  const parts = packageName.split(".");
  return { organisation: parts.slice(0, 2).join("."), rest: parts.slice(2).join(".") };
}
