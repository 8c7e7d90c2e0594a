import JSON
import Platform
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("Files are confined", .timeLimit(.minutes(1)))
struct ConfinementTests {
  private func failure(_ place: Workplace, _ path: String) async throws -> String {
    let result = try await place.callInside("read_file", ["file_path": .string(path)])
    #expect(result.isError)
    return result.text.split(separator: place.folder, omittingEmptySubsequences: false).joined(separator: "ROOT")
  }

  @Test("and every refusal is a sentence that says why")
  func sentences() async throws {
    let place = try await Workplace(files: ["a.txt": "x", ".env": "A=1", "d/x": ""])
    try await place.shell("mkfifo pipe; ln -s /etc/hostname out; ln -s a.txt in; ln -s .env innocent")
    let outside =
      "lies outside the folders that file tools may read (ROOT); the user can add its folder to DEPUTY_ROOTS."
    #expect(try await failure(place, "/etc/hostname") == "/etc/hostname \(outside)")
    #expect(try await failure(place, "../../etc/hostname") == "../../etc/hostname \(outside)")
    #expect(try await failure(place, "out") == "out \(outside)")
    #expect(try await failure(place, place.folder + "-evil/x") == "ROOT-evil/x \(outside)")
    #expect(try await failure(place, "none") == "There is no none.")
    #expect(try await failure(place, "a.txt/x") == "There is no a.txt/x.")
    #expect(try await failure(place, "d") == "d is a folder; use list_directory.")
    #expect(try await failure(place, "pipe") == "pipe is a FIFO; only regular files are read.")
    #expect(try await failure(place, ".env") == "ROOT/.env is a secret file or a device, which no tool reads.")
    #expect(try await failure(place, "innocent") == "ROOT/.env is a secret file or a device, which no tool reads.")
    #expect(try await failure(place, "~/x") == "~/x begins with `~`; give the whole path.")
    #expect(try await place.callInside("read_file", ["file_path": "in"]).text == "x")
    let list = try await place.callInside("list_directory", ["path": "a.txt"])
    #expect(list.text == "a.txt is not a folder; use read_file.")
  }

  @Test("and a FIFO is refused unopened, so that a waiting writer keeps waiting for its reader")
  func pipe() async throws {
    let place = try await Workplace()
    try await place.shell("mkfifo pipe")
    let writer = Task { try await place.shell("echo >ready; echo kept >pipe") }
    try await place.shell("until test -e ready; do :; done")
    for tool in ["read_file", "grep_search", "glob_search", "list_directory"] {
      for _ in 0..<50 {
        let name = tool == "read_file" ? "file_path" : "path"
        let result = try await place.callInside(tool, [name: "pipe", "pattern": "x"])
        #expect(result == .failure("pipe is a FIFO; only regular files are read."))
      }
    }
    #expect(try await place.shell("cat pipe") == "kept\n")
    _ = try await writer.value
  }

  @Test("and secret files stay out of searches")
  func searches() async throws {
    let place = try await Workplace(files: ["a.txt": "needle", ".env": "needle", "id_rsa": "needle"])
    let result = try await place.callInside("grep_search", ["pattern": "needle"])
    #expect(result.text == "a.txt:1:needle")
    #expect(result.notes == ["lines of 2 files that hold secrets are left out"])
  }

  @Test("also while links are swapped under them, ten thousand times")
  func race() async throws {
    let place = try await Workplace(files: ["real/file": "inside", "other": "inside"])
    try await place.shell("mkdir outside.d && printf OUTSIDE >../$(basename $PWD).out")
    let target = place.folder + ".out"
    // One end swaps a folder and a file for links that lead out, the other reads all the time.
    let swapping = """
      mkdir away && printf OUTSIDE > away/file && mv away ../$(basename $PWD).away
      while :; do
        mv real kept && ln -s \(place.folder).away real; rm real; mv kept real
        ln -sf \(target) other.tmp && mv other.tmp other; printf inside > other.tmp && mv other.tmp other
      done
      """
    let swapper = Task { try await place.shell(swapping) }
    let roots = FileRoots(folders: [place.folder], base: place.folder, isSecret: { _ in false })
    let seen = await BlockingWork.run { () -> (inside: Int, refused: Int, outside: Int) in
      var counts = (inside: 0, refused: 0, outside: 0)
      var attempt = 0
      // On a busy machine the links may not be swapped yet when ten thousand reads are over.
      while attempt < 10_000 || counts.refused == 0 && attempt < 1_000_000 {
        attempt += 1
        do {
          let opened = try roots.openFile(attempt % 2 == 0 ? "real/file" : "other")
          let bytes = try opened.file.read(at: 0, count: 100)
          if bytes == Array("inside".utf8) || bytes.isEmpty { counts.inside += 1 } else { counts.outside += 1 }
        } catch {
          counts.refused += 1
        }
      }
      return counts
    }
    swapper.cancel()
    _ = try? await swapper.value
    try await place.shell("rm -rf \(place.folder).out \(place.folder).away")
    #expect(seen.outside == 0)
    #expect(seen.inside > 0)
    #expect(seen.refused > 0)
  }
}
