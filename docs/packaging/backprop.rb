# Homebrew formula. Untested: it has been run on no machine yet, and waits for the first release.
class Backprop < Formula
  desc "Debugger for the chain rule, in the terminal"
  homepage "https://example.org/backprop" # the address of the repository
  url "https://example.org/backprop/archive/refs/tags/0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000" # of that archive
  license "Apache-2.0"

  depends_on xcode: ["26.0", :build]
  depends_on macos: :tahoe

  def install
    system "make", "install", "PREFIX=#{prefix}", "SWIFT=swift"
  end

  test do
    assert_match "0.731058", shell_output("#{bin}/backprop eval sigmoid-neuron")
  end
end
