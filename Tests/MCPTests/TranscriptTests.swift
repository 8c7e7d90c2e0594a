import JSON
import MCP
import Testing

@Suite(.timeLimit(.minutes(1))) struct TranscriptTests {
  @Test("The server answers as the transcript says", arguments: Transcript.all)
  func replay(_ transcript: Transcript) async {
    let hasResources = transcript.name.hasPrefix("resources")
    let client = await TestClient(.scripted(resources: hasResources ? ScriptedResources() : nil))
    var recorded = transcript
    var state = ""
    for (index, line) in transcript.lines.enumerated() {
      if line.hasPrefix("> ") {
        client.send(String(line.dropFirst(2)).replacing("«state»", with: state))
      } else if line.hasPrefix("<") {
        let answer = await client.next() ?? "(nothing)"
        if let json = try? JSONValue(parsing: answer), let fresh = json["result"]?["requestState"]?.string {
          state = fresh
        }
        let expected = String(line.dropFirst(2))
        if Transcript.isRecording, !Transcript.matches(answer, expected) {
          recorded.lines[index] = "< \(state.isEmpty ? answer : answer.replacing(state, with: "«any»"))"
        } else {
          #expect(Transcript.matches(answer, expected), "line \(index + 1): \(answer)")
        }
      }
    }
    #expect(client.unread.isEmpty)
    client.closeInput()
    #expect(await client.end() == .endOfInput)
    #expect(await client.next() == nil, "a line that the transcript does not have")
    if Transcript.isRecording { recorded.record() }
  }

  @Test("There are transcripts")
  func exist() { #expect(Transcript.all.count >= 10) }
}
