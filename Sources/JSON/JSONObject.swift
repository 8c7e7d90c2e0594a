/// The members of a JSON object in the order in which they were written.
///
/// Keys are compared byte by byte (not by Unicode equivalence, as `String` does). A key stands once: setting it
/// again replaces the value in place. Lookup is linear, which is right for the small objects of a protocol.
package struct JSONObject: Sendable {
  /// One member of an object.
  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member]

  package init() { members = [] }

  /// Where a key stands twice, the last value wins, at the place of the first.
  package init(_ pairs: [(String, JSONValue)]) {
    self.init(merging: pairs.map { Member(key: $0.0, value: $0.1) })
  }

  /// Takes members that may repeat keys: the last value wins, at the place of the first. Linear.
  package init(merging all: [Member]) {
    guard all.count > 8 else {
      // Keys hardly ever repeat, and then the list is already what it has to be.
      members = all
      guard Self.repeatsKey(all) else { return }
      members.removeAll(keepingCapacity: true)
      for member in all { self[member.key] = member.value }
      return
    }
    var place: [ByteKey: Int] = [:]
    place.reserveCapacity(all.count)
    members = []
    members.reserveCapacity(all.count)
    for member in all {
      if let index = place[ByteKey(text: member.key)] {
        members[index].value = member.value
      } else {
        place[ByteKey(text: member.key)] = members.count
        members.append(member)
      }
    }
  }

  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }
  package var keys: [String] { members.map(\.key) }

  /// The value of `key`. Setting nil removes the member; a new key goes to the end.
  package subscript(key: String) -> JSONValue? {
    get { index(of: key).map { members[$0].value } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  private func index(of key: String) -> Int? {
    let length = key.utf8.count
    return members.firstIndex { $0.key.utf8.count == length && $0.key.hasSameBytes(as: key) }
  }

  private static func repeatsKey(_ members: [Member]) -> Bool {
    for (place, member) in members.enumerated() {
      for earlier in members[..<place] where earlier.key.hasSameBytes(as: member.key) { return true }
    }
    return false
  }
}

extension String {
  /// Whether both texts are the same bytes; the lengths are compared first, which decides nearly always.
  fileprivate func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { theirs in
        for index in mine.indices where mine[index] != theirs[index] { return false }
        return true
      }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}

/// A key that is hashed and compared by its bytes.
private struct ByteKey: Hashable {
  let text: String

  static func == (left: ByteKey, right: ByteKey) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  func hash(into hasher: inout Hasher) {
    var bytes = text
    bytes.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension JSONObject: Hashable {
  /// Objects are equal when they have the same members, in whatever order. Each value is compared once: a second look at
  /// those of one level would be two at the next, four below it, and no end at the 512 levels that a text may have.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    let pairs = zip(left.members, right.members)
    if pairs.allSatisfy({ $0.key.hasSameBytes(as: $1.key) }) { return pairs.allSatisfy { $0.value == $1.value } }
    let index = Dictionary(
      left.members.map { (ByteKey(text: $0.key), $0.value) }, uniquingKeysWith: { $1 })
    return right.members.allSatisfy { index[ByteKey(text: $0.key)] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    var sum = 0
    for member in members { sum &+= member.hashValue }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
