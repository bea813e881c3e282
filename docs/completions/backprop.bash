# Completion of backprop in bash. Made of what the program says of its arguments by `make golden`.

# Offers words; $1 are those to choose from.
_backprop_words() { COMPREPLY+=($(compgen -W "$1" -- "$current")); }

# Offers files, with -d folders alone. What is quoted or begins at home is left to readline.
_backprop_paths() {
  case $current in
    *[\'\"\\~]*) COMPREPLY=(); [ "$1" = -f ] || compopt -o dirnames 2>/dev/null; return ;;
  esac
  compopt -o filenames 2>/dev/null
  local path
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$current")
}

_backprop_examples='first-example add multiply max gates gate-add gate-multiply gate-copy gate-max sigmoid-neuron sigmoid-gate sigmoid-neuron-functions three-input-add tanh-neuron staged square-by-multiplying branch-add branch-both diamond double-backward hinge-in-gates quadratic update-together large-input saturation dying-relu max-tie overflow saturated-sigmoid relu4 l2 matmul broadcasting linear-cat linear-cat-hinge hinge-cat hinge-car hinge-frog hinge-mean svm-notes softmax-cat softmax-grad svm-graph softmax-graph init-loss reg-w1 reg-w2 svm-reg-graph activations linear-collapse net2 net3 xor-by-hand twenty-lines xor-linear xor-net spiral-linear spiral-net letters digits-linear digits-net moons-linear moons-net moons-deep moons-decay'

# Offers what $1 names, or its words.
_backprop_offer() {
  case $1 in
    @models) _backprop_words "$_backprop_examples"; _backprop_paths -f ;;
    @files) _backprop_paths -f ;;
    @folders) _backprop_paths -d ;;
    @nothing) compopt +o default 2>/dev/null ;;
    *) _backprop_words "$1" ;;
  esac
}

_backprop() {
  local current previous verb=show options rest index word
  COMPREPLY=()
  current=${COMP_WORDS[COMP_CWORD]}
  previous=${COMP_WORDS[COMP_CWORD - 1]}
  # --option=value comes as three words.
  if [ "$current" = = ]; then
    current=
  elif [ "$previous" = = ] && [ "$COMP_CWORD" -gt 2 ]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    case " show eval steps check train compare draw quiz data course help " in
      *" $word "*) verb=$word; break ;;
    esac
  done
  case $verb in
    show)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --palette) _backprop_offer 'default cb'; return ;;
        --at) _backprop_offer 'forward zero backward update'; return ;;
        --record) _backprop_offer @files; return ;;
        --replay) _backprop_offer @files; return ;;
        --pace) _backprop_offer @nothing; return ;;
      esac
      options='-e --expression --set --load --ascii --palette --mouse --at --record --force --replay --pace --version -h --help'
      rest=@models ;;
    eval)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --iterations) _backprop_offer @nothing; return ;;
      esac
      options='-e --expression --set --load --iterations --json --version -h --help'
      rest=@models ;;
    steps)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --iterations) _backprop_offer @nothing; return ;;
      esac
      options='-e --expression --set --load --iterations --open --json --version -h --help'
      rest=@models ;;
    check)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
      esac
      options='-e --expression --set --load --json --version -h --help'
      rest=@models ;;
    train)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --iterations) _backprop_offer @nothing; return ;;
        --every) _backprop_offer @nothing; return ;;
        --start) _backprop_offer @nothing; return ;;
        --save) _backprop_offer @folders; return ;;
        --format) _backprop_offer 'csv npy npz'; return ;;
        --checkpoint) _backprop_offer @nothing; return ;;
      esac
      options='-e --expression --set --load --iterations --every --start --save --format --checkpoint --force --json --version -h --help'
      rest=@models ;;
    compare)
      case $previous in
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --iterations) _backprop_offer @nothing; return ;;
        --starts) _backprop_offer @nothing; return ;;
        --palette) _backprop_offer 'default cb'; return ;;
      esac
      options='--set --load --iterations --starts --json --plain --ascii --palette --version -h --help'
      rest=@models ;;
    draw)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --step) _backprop_offer @nothing; return ;;
        --phase) _backprop_offer 'forward zero backward update'; return ;;
        --size) _backprop_offer @nothing; return ;;
        --keys) _backprop_offer @nothing; return ;;
        --format) _backprop_offer 'text svg'; return ;;
        --palette) _backprop_offer 'default cb'; return ;;
      esac
      options='-e --expression --set --load --step --phase --size --keys --ascii --format --board --animate --palette --json --styles --version -h --help'
      rest=@models ;;
    quiz)
      case $previous in
        -e|--expression) _backprop_offer @nothing; return ;;
        --set) _backprop_offer @nothing; return ;;
        --load) _backprop_offer @folders; return ;;
        --questions) _backprop_offer @nothing; return ;;
        --seed) _backprop_offer @nothing; return ;;
        --phase) _backprop_offer 'forward backward update all'; return ;;
        --palette) _backprop_offer 'default cb'; return ;;
      esac
      options='-e --expression --set --load --questions --seed --phase --plain --json --ascii --palette --version -h --help'
      rest=@models ;;
    data)
      case $previous in
        --label) _backprop_offer @nothing; return ;;
        --header) _backprop_offer 'true false'; return ;;
      esac
      options='--label --header --json --version -h --help'
      rest=@files ;;
    course)
      case $previous in
        --palette) _backprop_offer 'default cb'; return ;;
      esac
      options='--list --text --ascii --palette --mouse --version -h --help'
      rest='first-example add multiply max gates gate-add gate-multiply gate-copy gate-max sigmoid-neuron sigmoid-gate sigmoid-neuron-functions three-input-add tanh-neuron staged square-by-multiplying branch-add branch-both diamond double-backward hinge-in-gates quadratic update-together large-input saturation dying-relu max-tie overflow saturated-sigmoid relu4 l2 matmul broadcasting linear-cat linear-cat-hinge hinge-cat hinge-car hinge-frog hinge-mean svm-notes softmax-cat softmax-grad svm-graph softmax-graph init-loss reg-w1 reg-w2 svm-reg-graph activations linear-collapse net2 net3 xor-by-hand twenty-lines xor-linear xor-net spiral-linear spiral-net letters digits-linear digits-net moons-linear moons-net moons-deep moons-decay' ;;
    help)
      case $previous in
      esac
      options='-h --help --help --version'
      rest='show eval steps check train compare draw quiz data course' ;;
  esac
  case $current in
    -*) _backprop_words "$options" ;;
    *)
      _backprop_offer "$rest"
      if [ "$COMP_CWORD" -eq 1 ]; then _backprop_words 'show eval steps check train compare draw quiz data course help'; fi ;;
  esac
}

complete -o default -F _backprop backprop
