# What a person sees of a run of the tests: how far it is, every failure whole, and the runner's summary
# as the last line. Everything is in the file LOG.
#
# The signs are the runner's: a line with ✘ begins a failure, and what follows belongs to it until a line
# with another sign. Tests run at the same time and are called passed together at the end, so what tells
# how far it is are those that have begun.
/^✔ Test run with|^✘ Test run with/ { summary = $0; next }
/^◇ Test / && ++begun % 500 == 0 { print "  " begun " tests and cases of tests have begun"; fflush() }
/^◇|^✔|^➜|^↷|^⚠/ { told = 0 }
/^✘/ { told = 1 }
told || /^➜|^↷|^error: |Fatal error: / { print; fflush() }
{ last[NR % 40] = $0 }
END {
  if (summary == "") {
    print "the tests have ended without a summary; the last lines are"
    for (line = NR - 39; line <= NR; line++) if (line > 0) print last[line % 40]
  }
  print "all output is in " LOG
  if (summary != "") print summary
}
