// swift-tools-version: 6.2
import PackageDescription

/// Runs under ThreadSanitizer set DEPUTY_LOCKED_SYNCHRONIZATION=1: it does not see the futex of `Synchronization.Mutex`, so
/// there the module of that name is one on pthread.
let isLocked = Context.environment["DEPUTY_LOCKED_SYNCHRONIZATION"] == "1"
let lock: [Target.Dependency] = isLocked ? ["LockedSynchronization"] : []

/// The settings of every Swift target: no warnings, and imports that say what they are for.
let strict: [SwiftSetting] =
  [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (isLocked ? [.unsafeFlags(["-module-alias", "Synchronization=LockedSynchronization"])] : [])

/// A module of `Sources` with its only permitted imports.
func module(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports + lock, swiftSettings: strict)
}

/// The tests of one module; their fixtures are files beside them, read by path and not bundled.
func tests(of name: String, _ imports: [Target.Dependency], fixtures: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: imports + lock, exclude: fixtures, swiftSettings: strict)
}

let package = Package(
  name: "deputy",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "deputy", targets: ["Deputy"])],
  targets: [
    // A module exists only where it forbids an import: docs/DESIGN.md, "Modules".
    .target(name: "CPlatform"),
    module("JSON"),
    module("Platform", ["CPlatform"]),
    module("ToolCalling", ["JSON"]),
    module("Agent", ["ToolCalling", "JSON"]),
    module("Inference", ["Agent", "ToolCalling", "JSON", "Platform"]),
    module("BuiltinTools", ["ToolCalling", "JSON", "Platform"]),
    module("MCP", ["ToolCalling", "JSON", "Platform"]),
    .executableTarget(
      name: "Deputy",
      dependencies: [
        "MCP", "Inference", "BuiltinTools", "Agent", "ToolCalling", "JSON", "Platform",
      ] + lock,
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["JSON", "ToolCalling", "Agent", "Platform"] + lock,
      path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "JSON", ["JSON", "TestSupport"], fixtures: ["Fixtures"]),
    tests(of: "Platform", ["Platform", "TestSupport"]),
    tests(of: "ToolCalling", ["ToolCalling", "JSON", "TestSupport"], fixtures: ["Fixtures"]),
    tests(of: "Agent", ["Agent", "ToolCalling", "JSON", "TestSupport"], fixtures: ["Fixtures"]),
    tests(
      of: "Inference", ["Inference", "Agent", "ToolCalling", "JSON", "Platform", "TestSupport"],
      fixtures: ["Fixtures"]),
    tests(
      of: "BuiltinTools", ["BuiltinTools", "ToolCalling", "JSON", "Platform", "TestSupport"],
      fixtures: ["Fixtures"]),
    tests(
      of: "MCP", ["MCP", "ToolCalling", "JSON", "Platform", "TestSupport"],
      fixtures: ["Fixtures"]),
    tests(
      of: "Deputy",
      ["Deputy", "MCP", "Inference", "BuiltinTools", "Agent", "ToolCalling", "JSON", "Platform", "TestSupport"]),
  ]
    + (isLocked
      ? [
        .target(
          name: "LockedSynchronization", path: "Tests/LockedSynchronization",
          swiftSettings: [
            .enableUpcomingFeature("InternalImportsByDefault")
          ])
      ] : []),
  swiftLanguageModes: [.v6]
)
