# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_vh_global_optspecs
    string join \n P/profile= config= set= o/output= q/quiet v/verbose debug log-file= color= no-input y/yes n/dry-run deadline= proxy= ca-cert= dump-curl lang= h/help V/version
end

function __fish_vh_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_vh_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_vh_using_subcommand
    set -l cmd (__fish_vh_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c vh -n "__fish_vh_needs_command" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_needs_command" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_needs_command" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_needs_command" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_needs_command" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_needs_command" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_needs_command" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_needs_command" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_needs_command" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_needs_command" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_needs_command" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_needs_command" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_needs_command" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_needs_command" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_needs_command" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_needs_command" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_needs_command" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_needs_command" -s V -l version -d 'Print version'
complete -c vh -n "__fish_vh_needs_command" -f -a "chat" -d 'Ask a large model; the answer streams to standard output'
complete -c vh -n "__fish_vh_needs_command" -f -a "image" -d 'Make pictures from text'
complete -c vh -n "__fish_vh_needs_command" -f -a "speak" -d 'Speak a text: into a file, a pipe or the loudspeaker'
complete -c vh -n "__fish_vh_needs_command" -f -a "transcribe" -d 'Write down what is said in a recording'
complete -c vh -n "__fish_vh_needs_command" -f -a "talk" -d 'Talk with a model by voice: record, transcribe, answer, speak'
complete -c vh -n "__fish_vh_needs_command" -f -a "session" -d 'Conversations that are kept'
complete -c vh -n "__fish_vh_needs_command" -f -a "embed" -d 'Turn texts, or texts with pictures, into vectors'
complete -c vh -n "__fish_vh_needs_command" -f -a "batch" -d 'Hand many requests to a provider\'s batch engine: half the price, done within a day'
complete -c vh -n "__fish_vh_needs_command" -f -a "models" -d 'List the models a provider offers'
complete -c vh -n "__fish_vh_needs_command" -f -a "route" -d 'Choose a model by cost, speed, quality and what calls have shown'
complete -c vh -n "__fish_vh_needs_command" -f -a "usage" -d 'What was spent: tokens and cost per provider and model'
complete -c vh -n "__fish_vh_needs_command" -f -a "store" -d 'Move files to, from and between object stores'
complete -c vh -n "__fish_vh_needs_command" -f -a "alert" -d 'Send alerts: DingTalk, WeCom, Feishu, Slack, mail, SMS, any webhook'
complete -c vh -n "__fish_vh_needs_command" -f -a "pay" -d 'WeChat Pay: orders, refunds, notifications, bills, the ledger'
complete -c vh -n "__fish_vh_needs_command" -f -a "wx" -d 'The WeChat mini program\'s server side: login, tokens, codes, links, messages, content checks'
complete -c vh -n "__fish_vh_needs_command" -f -a "gateway" -d 'The VoiceHelper backend, called as the mini program calls it'
complete -c vh -n "__fish_vh_needs_command" -f -a "api" -d 'Send any call of a configured table, signed, and print the answer'
complete -c vh -n "__fish_vh_needs_command" -f -a "init" -d 'Set up a configuration'
complete -c vh -n "__fish_vh_needs_command" -f -a "config" -d 'Show and change the configuration'
complete -c vh -n "__fish_vh_needs_command" -f -a "profile" -d 'Show and choose profiles'
complete -c vh -n "__fish_vh_needs_command" -f -a "state" -d 'What outlives a command: figures, tokens, conversations'
complete -c vh -n "__fish_vh_needs_command" -f -a "doctor" -d 'Find what could keep the next command from working'
complete -c vh -n "__fish_vh_needs_command" -f -a "demo" -d 'Run every capability against the embedded sandbox'
complete -c vh -n "__fish_vh_needs_command" -f -a "sandbox" -d 'Servers of all providers on loopback, or a command run against them'
complete -c vh -n "__fish_vh_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c vh -n "__fish_vh_needs_command" -f -a "help" -d 'Help on a command or a topic: exit-codes, config, environment, webhooks'
complete -c vh -n "__fish_vh_using_subcommand chat" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand chat" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand chat" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand chat" -s p -l provider -d 'Provider, or a list that is tried in order: ark,openai,claude' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l fallback -d 'Providers to try when the first cannot serve; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l route -d 'Let the router choose the provider and model: balanced, cost, speed or quality' -r -f -a "balanced\t'Quality, latency and cost together'
cost\t'The cheapest'
speed\t'The lowest latency'
quality\t'The highest quality'"
complete -c vh -n "__fish_vh_using_subcommand chat" -l capability -d 'What the routed model must be able to do; by default what the request needs' -r -f -a "chat\t'Conversation'
embedding\t'Vectors of texts'
function_call\t'Tools'
code_generation\t'Program code'
multimodal\t'Pictures and sound beside text'"
complete -c vh -n "__fish_vh_using_subcommand chat" -s m -l model -d 'Model, for the first provider; others use their own' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -s s -l system -d 'System prompt, or @FILE' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -s a -l attach -d 'Attach a picture, a recording or a PDF: a file, or a URL that is passed on; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l messages -d 'The whole conversation as a JSON array, as the API takes it (- is standard input)' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l batch -d 'Hand the questions of this file, one per line, to the provider\'s batch engine: cheaper, and done within a day (- is standard input)' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l max-tokens -d 'The most tokens of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l temperature -d 'Sampling temperature' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l top-p -d 'Nucleus sampling' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l stop -d 'End the answer at this text; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l seed -d 'Seed for reproducible sampling, where offered' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l think -d 'Whether the model thinks before it answers' -r -f -a "on\t'Always'
off\t'Never'
auto\t'The model decides'"
complete -c vh -n "__fish_vh_using_subcommand chat" -l effort -d 'How hard it thinks: low, medium, high, or what the provider offers' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -s O -l option -d 'Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l tools -d 'Tools the model may ask for: a JSON file of functions with JSON Schemas' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l tool-choice -d 'Which tool: auto, none, required, or a tool\'s name' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l allow-tool -d 'Run this tool without asking; may be repeated (--yes never does)' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -l schema -d 'The answer must be JSON that fits this JSON Schema; it is checked, and asked for once more' -r -F
complete -c vh -n "__fish_vh_using_subcommand chat" -l session -d 'Go on with the conversation of this name, or begin it' -r
complete -c vh -n "__fish_vh_using_subcommand chat" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand chat" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand chat" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand chat" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand chat" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand chat" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand chat" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand chat" -l no-stdin -d 'Never read standard input'
complete -c vh -n "__fish_vh_using_subcommand chat" -l no-stream -d 'Print the answer when it is complete'
complete -c vh -n "__fish_vh_using_subcommand chat" -l run-tools -d 'Run the tools it asks for, as [tools.NAME] of the configuration says, and go on with their results'
complete -c vh -n "__fish_vh_using_subcommand chat" -l legacy-functions -d 'Describe tools in the deprecated form, as functions'
complete -c vh -n "__fish_vh_using_subcommand chat" -s c -l continue -d 'Go on with the latest conversation'
complete -c vh -n "__fish_vh_using_subcommand chat" -l no-store -d 'Do not keep this conversation'
complete -c vh -n "__fish_vh_using_subcommand chat" -l usage -d 'Tell on standard error how many tokens were used'
complete -c vh -n "__fish_vh_using_subcommand chat" -l raw -d 'Write the answer exactly as it comes: no Markdown rendered, no newline added at its end'
complete -c vh -n "__fish_vh_using_subcommand chat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand image" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand image" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand image" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand image" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand image" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand image" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand image" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand image" -s p -l provider -d 'Provider' -r
complete -c vh -n "__fish_vh_using_subcommand image" -s m -l model -d 'Model' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l size -d 'Size, in the provider\'s own words: 1024x1024, 2K' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l quality -d 'Quality, where offered: low, medium, high' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l format -d 'Format of the file, where offered: png, jpeg, webp' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l count -d 'How many pictures' -r
complete -c vh -n "__fish_vh_using_subcommand image" -l out -d 'File to write, or - for standard output; several are numbered. Without it: image.png, or the next free name' -r -F
complete -c vh -n "__fish_vh_using_subcommand image" -s O -l option -d 'Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand image" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand image" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand image" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand image" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand image" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand image" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand image" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand image" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand speak" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand speak" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand speak" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand speak" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand speak" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand speak" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand speak" -s p -l provider -d 'Provider' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -s m -l model -d 'Model' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l voice -d 'Voice' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l format -d 'Format of the audio: mp3, opus, aac, flac, wav, pcm, where offered' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l speed -d 'How fast: 1 is as usual' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -l out -d 'File to write, or - for standard output' -r -F
complete -c vh -n "__fish_vh_using_subcommand speak" -s O -l option -d 'Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand speak" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand speak" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand speak" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand speak" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand speak" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand speak" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand speak" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand speak" -l play -d 'Play it'
complete -c vh -n "__fish_vh_using_subcommand speak" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s p -l provider -d 'Provider' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s m -l model -d 'Model' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l language -d 'Language that is spoken, such as zh or en' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l prompt -d 'Names and words that occur in it' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l format -d 'Form of the transcript' -r -f -a "text\t'The words'
json\t'Words, times and who listened, as JSON'
srt\t'Subtitles: SubRip'
vtt\t'Subtitles: WebVTT'"
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s O -l option -d 'Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l stream -d 'Print the words as they are recognised, where the model streams'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand talk" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand talk" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand talk" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand talk" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand talk" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand talk" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand talk" -l input -d 'A recording instead of the microphone, or - for standard input; one question then' -r -F
complete -c vh -n "__fish_vh_using_subcommand talk" -l out -d 'Write the spoken answer into this file instead of playing it' -r -F
complete -c vh -n "__fish_vh_using_subcommand talk" -s p -l provider -d 'Who answers: a provider, or a list that is tried in order' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -s m -l model -d 'Model that answers' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -s s -l system -d 'System prompt, or @FILE' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l transcriber -d 'Provider that listens' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l speaker -d 'Provider that speaks' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l voice -d 'Voice' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l format -d 'Format of the spoken answer: mp3, opus, aac, wav, pcm, where offered' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l language -d 'Language that is spoken, such as zh or en' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l record -d 'Stop recording after this long' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l device -d 'Microphone, as the recorder names it' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -l session -d 'Go on with the conversation of this name, or begin it' -r
complete -c vh -n "__fish_vh_using_subcommand talk" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand talk" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand talk" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand talk" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand talk" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand talk" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand talk" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand talk" -l no-audio -d 'Only show the answer, do not speak it'
complete -c vh -n "__fish_vh_using_subcommand talk" -s c -l continue -d 'Go on with the latest conversation'
complete -c vh -n "__fish_vh_using_subcommand talk" -l no-store -d 'Do not keep this conversation'
complete -c vh -n "__fish_vh_using_subcommand talk" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -f -a "ls" -d 'List the conversations, the latest first'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -f -a "show" -d 'Print a conversation'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -f -a "rm" -d 'Remove conversations'
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -f -a "export" -d 'Print a conversation as a JSON array that --messages takes'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand embed" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand embed" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand embed" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand embed" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand embed" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand embed" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand embed" -s p -l provider -d 'Provider' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -s m -l model -d 'Embedding model' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l route -d 'Let the router choose the provider and model: balanced, cost, speed or quality' -r -f -a "balanced\t'Quality, latency and cost together'
cost\t'The cheapest'
speed\t'The lowest latency'
quality\t'The highest quality'"
complete -c vh -n "__fish_vh_using_subcommand embed" -l fallback -d 'Providers of the same model to go on with when the first cannot serve; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l input -d 'Read inputs from this file, one per line: text, or JSON where it ends in .jsonl (- is standard input)' -r -F
complete -c vh -n "__fish_vh_using_subcommand embed" -l field -d 'Lines are JSON objects, and this field is embedded' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -s a -l attach -d 'Embed this picture together with the text, as one vector: a file, or a URL that is passed on; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l dims -d 'How long the vectors are to be' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -s O -l option -d 'Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l batch-size -d 'Inputs per request; by default what suits the provider' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -s j -l jobs -d 'Requests at once; fewer while the provider says that they come too fast' -r
complete -c vh -n "__fish_vh_using_subcommand embed" -l out -d 'Write the vectors to this file, .jsonl or .npy, and go on where it ends when it is there already' -r -F
complete -c vh -n "__fish_vh_using_subcommand embed" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand embed" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand embed" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand embed" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand embed" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand embed" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand embed" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand embed" -l other-model -d 'A fallback may have another model, as long as there is no vector yet: vectors of two models do not compare'
complete -c vh -n "__fish_vh_using_subcommand embed" -l multimodal -d 'Use Ark\'s multimodal endpoint for texts too'
complete -c vh -n "__fish_vh_using_subcommand embed" -l normalize -d 'Scale every vector to length one'
complete -c vh -n "__fish_vh_using_subcommand embed" -l batch -d 'Hand all inputs to the provider\'s batch engine instead: cheaper, and done within a day'
complete -c vh -n "__fish_vh_using_subcommand embed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "submit" -d 'Hand requests to a provider\'s batch engine; the same requests are never handed over twice'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "status" -d 'Ask the provider how far it is'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "wait" -d 'Wait until a batch has ended; a batch that a crash left half-sent goes on, and Ark\'s are worked through'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "fetch" -d 'Print the answers, in the order of the requests'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "cancel" -d 'Ask the provider to stop; what was answered can be fetched'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "ls" -d 'List the batches, the latest first'
complete -c vh -n "__fish_vh_using_subcommand batch; and not __fish_seen_subcommand_from submit status wait fetch cancel ls rm" -f -a "rm" -d 'Forget batches and their answers'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s p -l provider -d 'Provider' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s m -l model -d 'Model of the requests that name none' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l for -d 'What is wanted: answers, or vectors' -r -f -a "chat\t'Answers'
embed\t'Vectors'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l name -d 'Its name here; made up without' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l field -d 'Lines are JSON objects, and this field is the question or the text' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s s -l system -d 'System prompt, or @FILE' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l max-tokens -d 'The most tokens of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l temperature -d 'Sampling temperature' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l dims -d 'How long the vectors are to be' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s O -l option -d 'Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l multimodal -d 'Use Ark\'s multimodal endpoint for texts too'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -l again -d 'Hand the same requests over once more'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from submit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l every -d 'Ask so often' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s j -l jobs -d 'Calls that are held open at once, of Ark' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l out -d 'Write the answers to this new file: .jsonl, or for vectors .npy' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l failed -d 'Only the requests that failed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l raw -d 'Print the bodies of the answers as the provider sent them'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -l normalize -d 'Scale every vector to length one'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from fetch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand batch; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand models" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand models" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand models" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand models" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand models" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand models" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand models" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand models" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand models" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand models" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand models" -s p -l provider -d 'Only this provider; without it all configured ones' -r
complete -c vh -n "__fish_vh_using_subcommand models" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand models" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand models" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand models" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand models" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand models" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand models" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand models" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l capability -d 'What it must be able to do: chat, embedding, function_call, code_generation, multimodal' -r -f -a "chat\t'Conversation'
embedding\t'Vectors of texts'
function_call\t'Tools'
code_generation\t'Program code'
multimodal\t'Pictures and sound beside text'"
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l priority -d 'What to prefer' -r -f -a "balanced\t'Quality, latency and cost together'
cost\t'The cheapest'
speed\t'The lowest latency'
quality\t'The highest quality'"
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l max-tokens -d 'How many tokens of answer it must take' -r
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -f -a "select" -d 'Choose a model; needs no key'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -f -a "show" -d 'Show one model of the table'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -f -a "models" -d 'Show the table of models'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -f -a "stats" -d 'Show what calls have shown: latency, success, requests, tokens, cost'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -f -a "explain" -d 'Show why a model is chosen: every figure and score, and why others are not'
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -f -a "reset" -d 'Forget what was measured, of one model or of all'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l capability -d 'What it must be able to do: chat, embedding, function_call, code_generation, multimodal' -r -f -a "chat\t'Conversation'
embedding\t'Vectors of texts'
function_call\t'Tools'
code_generation\t'Program code'
multimodal\t'Pictures and sound beside text'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l priority -d 'What to prefer' -r -f -a "balanced\t'Quality, latency and cost together'
cost\t'The cheapest'
speed\t'The lowest latency'
quality\t'The highest quality'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l max-tokens -d 'How many tokens of answer it must take' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l capability -d 'What it must be able to do: chat, embedding, function_call, code_generation, multimodal' -r -f -a "chat\t'Conversation'
embedding\t'Vectors of texts'
function_call\t'Tools'
code_generation\t'Program code'
multimodal\t'Pictures and sound beside text'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l priority -d 'What to prefer' -r -f -a "balanced\t'Quality, latency and cost together'
cost\t'The cheapest'
speed\t'The lowest latency'
quality\t'The highest quality'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l max-tokens -d 'How many tokens of answer it must take' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand usage" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand usage" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand usage" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand usage" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand usage" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand usage" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand usage" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand usage" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand usage" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand usage" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand usage" -l days -d 'The last so many days, today included (UTC)' -r
complete -c vh -n "__fish_vh_using_subcommand usage" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand usage" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand usage" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand usage" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand usage" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand usage" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand usage" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand usage" -l daily -d 'One row for each day as well'
complete -c vh -n "__fish_vh_using_subcommand usage" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "put" -d 'Send files, directories or standard input'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "get" -d 'Fetch objects'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "cat" -d 'Write objects to standard output'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "ls" -d 'List objects'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "stat" -d 'Show what is known of objects'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "rm" -d 'Remove objects'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "cp" -d 'Copy objects, within a store or between stores'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "mv" -d 'Move objects: copy, then remove'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "sync" -d 'Make one side like the other: only what differs is sent'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "du" -d 'Add up sizes'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "verify" -d 'Compare objects with their own checksums, or with local files, byte for byte'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "buckets" -d 'List the buckets of an account'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "mb" -d 'Make a bucket'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "rb" -d 'Remove an empty bucket'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "restore" -d 'Make archived objects readable again'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "sign" -d 'Make a URL that lets whoever has it read or write one object for a while'
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -f -a "multipart" -d 'Uploads in parts: send, list, go on with, give up'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l files-from -d 'Read the names of files from this file, or from - for standard input, one on a line' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l content-type -d 'Content type; guessed from the name without it' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l cache-control -d 'Cache-Control of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l content-disposition -d 'Content-Disposition of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l content-encoding -d 'Content-Encoding of the object; the bytes are sent as they are' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l meta -d 'Metadata; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l tag -d 'A tag; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l acl -d 'Canned access rule, such as private or public-read' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l storage-class -d 'Storage class, in the vendor\'s word' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l sse -d 'Encryption at rest, in the vendor\'s word, such as AES256 or kms:KEY' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s r -l recursive -d 'Directories with all that is in them'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l version-id -d 'This version of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l checksum -d 'Hold what carries no checksum against its MD5, at the cost of another reading'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l version-id -d 'This version of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l limit -d 'At most so many' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s r -l recursive -d 'All objects below, not only up to the next /'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l versions -d 'All versions and delete markers'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l version-id -d 'This version of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s a -l all -d 'Show tags and access rule too'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l version-id -d 'This version of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l content-type -d 'Content type; guessed from the name without it' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l cache-control -d 'Cache-Control of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l content-disposition -d 'Content-Disposition of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l content-encoding -d 'Content-Encoding of the object; the bytes are sent as they are' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l meta -d 'Metadata; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l tag -d 'A tag; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l acl -d 'Canned access rule, such as private or public-read' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l storage-class -d 'Storage class, in the vendor\'s word' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l sse -d 'Encryption at rest, in the vendor\'s word, such as AES256 or kms:KEY' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l content-type -d 'Content type; guessed from the name without it' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l cache-control -d 'Cache-Control of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l content-disposition -d 'Content-Disposition of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l content-encoding -d 'Content-Encoding of the object; the bytes are sent as they are' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l meta -d 'Metadata; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l tag -d 'A tag; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l acl -d 'Canned access rule, such as private or public-read' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l storage-class -d 'Storage class, in the vendor\'s word' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l sse -d 'Encryption at rest, in the vendor\'s word, such as AES256 or kms:KEY' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l max-delete -d 'Remove nothing if more than so many would be' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l content-type -d 'Content type; guessed from the name without it' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l cache-control -d 'Cache-Control of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l content-disposition -d 'Content-Disposition of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l content-encoding -d 'Content-Encoding of the object; the bytes are sent as they are' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l meta -d 'Metadata; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l tag -d 'A tag; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l acl -d 'Canned access rule, such as private or public-read' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l storage-class -d 'Storage class, in the vendor\'s word' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l sse -d 'Encryption at rest, in the vendor\'s word, such as AES256 or kms:KEY' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l delete -d 'Remove what the source does not have, after everything else went well'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l checksum -d 'Compare contents by their checksums'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l size-only -d 'Compare sizes only'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l days -d 'Readable for so many days' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l tier -d 'How fast, in the vendor\'s word: Expedited, Standard, Bulk' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l method -d 'What it allows' -r -f -a "GET\t'Read'
PUT\t'Write'
HEAD\t'Ask what is known of it'
POST\t'Whatever the parameters say, such as uploads'
DELETE\t'Remove'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l expires -d 'How long it lives' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l content-type -d 'The content type that whoever writes must send' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s H -l header -d 'Another header that whoever uses it must send; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l param -d 'A parameter that is signed too, such as x-oss-process=image/resize,w_100; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-type -d 'Content type of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-disposition -d 'Content-Disposition of the answer, such as attachment; filename="a.mp3"' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-cache-control -d 'Cache-Control of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-encoding -d 'Content-Encoding of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-language -d 'Content-Language of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-expires -d 'Expires of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l version-id -d 'This version of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l files-from -d 'Read the names of files from this file, or from - for standard input, one on a line' -r -F
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l content-type -d 'Content type; guessed from the name without it' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l cache-control -d 'Cache-Control of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l content-disposition -d 'Content-Disposition of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l content-encoding -d 'Content-Encoding of the object; the bytes are sent as they are' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l meta -d 'Metadata; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l tag -d 'A tag; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l acl -d 'Canned access rule, such as private or public-read' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l storage-class -d 'Storage class, in the vendor\'s word' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l sse -d 'Encryption at rest, in the vendor\'s word, such as AES256 or kms:KEY' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s r -l recursive -d 'Directories with all that is in them'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "put" -d 'Send a file in parts; the same command again goes on where it stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "ls" -d 'List unfinished transfers: this machine\'s, or all of a store'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "parts" -d 'List the parts of an unfinished upload'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "resume" -d 'Go on with unfinished transfers of this machine, all or those named'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "abort" -d 'Give up an unfinished upload; its parts are removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "gc" -d 'Give up unfinished transfers that are old'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s l -l level -d 'How grave: critical, warning, info, or a word of your own' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s t -l title -d 'One line; without it the first line of the text' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l to -d 'Channel, and who of it; repeated, the later ones are the fallback' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l at -d 'Mention this mobile number; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l label -d 'A fact about it; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l attach -d 'A file that goes along by mail; may be repeated' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l dedup-key -d 'Which problem it is, where title and labels do not tell' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l resolve -d 'The problem of this key is over' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l template -d 'A template of the message, as text or @FILE' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l from -d 'Read the webhook of a monitoring system from standard input' -r -f -a "alertmanager\t'Prometheus Alertmanager'
grafana\t'Grafana'
auto\t'Told by the content'"
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l at-all -d 'Mention everybody'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l bare -d 'Only emoji, title, text and time'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l require-all -d 'Every channel must have it, not one'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -l no-stdin -d 'Do not read standard input'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -a "send" -d 'Send an alert; also without the word'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -a "exec" -d 'Run a command and send an alert when it fails'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -a "test" -d 'Send a marked test through each channel'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -a "spool" -d 'Alerts that are not delivered yet'
complete -c vh -n "__fish_vh_using_subcommand alert; and not __fish_seen_subcommand_from send exec test spool silence" -a "silence" -d 'Keep alerts quiet for a while'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s l -l level -d 'How grave: critical, warning, info, or a word of your own' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s t -l title -d 'One line; without it the first line of the text' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l to -d 'Channel, and who of it; repeated, the later ones are the fallback' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l at -d 'Mention this mobile number; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l label -d 'A fact about it; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l attach -d 'A file that goes along by mail; may be repeated' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l dedup-key -d 'Which problem it is, where title and labels do not tell' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l resolve -d 'The problem of this key is over' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l template -d 'A template of the message, as text or @FILE' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l from -d 'Read the webhook of a monitoring system from standard input' -r -f -a "alertmanager\t'Prometheus Alertmanager'
grafana\t'Grafana'
auto\t'Told by the content'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l at-all -d 'Mention everybody'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l bare -d 'Only emoji, title, text and time'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l require-all -d 'Every channel must have it, not one'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -l no-stdin -d 'Do not read standard input'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l name -d 'What the job is called; without it the command' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l on -d 'When to send: on failure, on change (failed, and worked again), always' -r -f -a "failure\t'It failed'
change\t'It failed, or works again'
always\t'Always'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s l -l level -d 'How grave a failure is' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l to -d 'Channel, and who of it; repeated, the later ones are the fallback' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l label -d 'A fact about it; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l timeout -d 'End the command after this long, such as 1h' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l tail -d 'How many of the last bytes of its output go along' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l to -d 'Only this channel; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -f -a "ls" -d 'List them'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -f -a "resend" -d 'Send what is due, or one of them'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from spool" -f -a "drop" -d 'Give up on one of them, or on all'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -f -a "add" -d 'Keep quiet what all of the given parts cover; * stands for anything'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -f -a "ls" -d 'List silences'
complete -c vh -n "__fish_vh_using_subcommand alert; and __fish_seen_subcommand_from silence" -f -a "rm" -d 'End a silence'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "order" -d 'Place an order; a native one is drawn as a QR code'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "params" -d 'Print what the client needs to pay: mini program, JSAPI or app'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "query" -d 'Ask how a payment stands'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "close" -d 'Close an order that is not paid'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "refund" -d 'Give money back'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "refund-query" -d 'Ask how a refund stands'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "micropay" -d 'Take a payment by the code on the payer\'s phone (v2)'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "reverse" -d 'Take back a payment by code (v2)'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "bill" -d 'Download a bill, verified'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "reconcile" -d 'Compare a bill with the ledger'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "verify" -d 'Check a captured notification, every check shown; needs no network'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "decrypt" -d 'Decrypt the content of a notification or an encrypted field'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "encrypt" -d 'Encrypt a sensitive field for WeChat (v3)'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "certificates" -d 'Fetch WeChat\'s certificates, or list the keys that are configured'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "listen" -d 'Receive notifications: verify, record once, answer, hand on'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "trigger" -d 'Send a notification under test keys, signed as WeChat signs'
complete -c vh -n "__fish_vh_using_subcommand pay; and not __fish_seen_subcommand_from order params query close refund refund-query micropay reverse bill reconcile verify decrypt encrypt certificates listen trigger ledger" -f -a "ledger" -d 'What was ordered, refunded and told'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l kind -d 'Where it is paid' -r -f -a "jsapi\t'Inside WeChat, or a mini program'
native\t'By scanning a QR code'
app\t'In an app'
h5\t'In the browser of a phone'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l amount -d 'How much: 12.34 (yuan) or 1234fen' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l body -d 'What for; the payer reads it' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l out-trade-no -d 'Your number of the order; made when absent. The same number and content again is the same order' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l openid -d 'Who pays (jsapi)' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l ip -d 'The payer\'s own address (h5)' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l notify-url -d 'Where WeChat tells of the payment; by default the table\'s' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l attach -d 'Echoed in the notification' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l detail -d 'Goods, as JSON' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l goods-tag -d 'A tag that coupons refer to' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l expires -d 'How long it can be paid, such as 30m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l qr -d 'Write the QR code to this file: .svg or .png' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l no-credit -d 'Take no credit cards'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -l profit-sharing -d 'Mark the money as to be shared'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from order" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l client -d 'What the client is' -r -f -a "mini\t'A mini program: wx.requestPayment'
jsapi\t'A page inside WeChat'
app\t'An app'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from params" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l transaction-id -d 'WeChat\'s number instead' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l transaction-id -d 'WeChat\'s number instead' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l amount -d 'How much: 12.34 (yuan) or 1234fen' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l total -d 'The order\'s amount; by default the ledger\'s, else the amount that is refunded' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l out-refund-no -d 'Your number of the refund; made when absent. The same number and content again is the same refund' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l reason -d 'Why; the payer reads it' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l notify-url -d 'Where WeChat tells of the refund' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from refund-query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l auth-code -d 'The number under the payer\'s code; - reads it from standard input' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l amount -d 'How much: 12.34 (yuan) or 1234fen' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l body -d 'What for; the payer reads it' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l out-trade-no -d 'Your number of the order; made when absent. The same number and content again is the same order' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l ip -d 'The address of the till' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l attach -d 'Echoed in the notification' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l wait -d 'How long to wait for a payer who types a password' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from micropay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reverse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l date -d 'The day, such as 2026-11-22' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l rows -d 'Which rows' -r -f -a "all\t'Payments and refunds'
success\t'Payments'
refund\t'Refunds'
fund\t'How the account\'s money moved (v3)'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l out -d 'Write the bill itself to this file; - for standard output' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from bill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l date -d 'The day, such as 2026-11-22; its bill is downloaded unless --bill names one' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l bill -d 'A bill that was downloaded' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l orders -d 'Compare with this CSV instead of the ledger: out_trade_no,amount[,state]' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from reconcile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l headers -d 'The headers that came with it, one NAME: VALUE a line' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l expect-total -d 'The amount of the order' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l expect-order -d 'Your number of the order' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l about -d 'What it must be about' -r -f -a "payment\t'A payment'
refund\t'A refund'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l at -d 'Judge its time by this clock: 2026-11-28T10:00:00+08:00 or seconds since 1970' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -l explain -d 'Show what was signed, the key masked, and name what is wrong'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from decrypt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from encrypt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l out -d 'Write each certificate into this directory as SERIAL.pem' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -l configured -d 'List the keys of the configuration; nothing is sent'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from certificates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l addr -d 'Where to listen: HOST:PORT, or unix:/PATH' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l forward-to -d 'Hand each notification on to this address, signed with forward_secret; at least once' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l port-file -d 'Write the address to this file once it listens' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l public -d 'Listen on an address that others can reach; TLS is the reverse proxy\'s'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l exec -d 'Hand each notification on to the table\'s exec program, JSON on its standard input; at least once'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -l known-only -d 'Refuse payments of orders that are not in the ledger'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from listen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l to -d 'Where it is sent' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l out-trade-no -d 'The number of the order; made when absent' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l out-refund-no -d 'The number of the refund; made when absent' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l amount -d 'How much: 12.34 (yuan) or 1234fen' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l field -d 'Another value of a field, such as total_fee=1 or amount.total=1; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l times -d 'Send it so often' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l at-once -d 'All at once, instead of one after the other'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -l print -d 'Print the HTTP request instead of sending it'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from trigger" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l account -d 'The merchant: a table [pay.NAME]' -r
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l api -d 'Which version of the interface; by default the table\'s' -r -f -a "v2\t'XML and a shared key'
v3\t'JSON and RSA'"
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -f -a "ls" -d 'List orders, refunds and notifications, newest first'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -f -a "show" -d 'Show everything about a number'
complete -c vh -n "__fish_vh_using_subcommand pay; and __fish_seen_subcommand_from ledger" -f -a "replay" -d 'Hand a notification on once more, under the same id'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "login" -d 'Exchange a code of wx.login for the user\'s openid'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "token" -d 'Print an access token: the one that all processes share, or a new one'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "phone" -d 'Exchange a code of a getPhoneNumber button for the phone number'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "decrypt" -d 'Open and check what the mini program handed over of a user: encrypted data, signed raw data'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "qrcode" -d 'Have a code drawn that opens the mini program: into a file, or on the terminal'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "link" -d 'Make a link (https) that opens the mini program, for one user'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "scheme" -d 'Make a link (weixin://) that opens the mini program from another app, for one user'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "message" -d 'Send a subscription message: one consent of the user is one message'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "check-text" -d 'Have a text judged: exit 0 only when it passes'
complete -c vh -n "__fish_vh_using_subcommand wx; and not __fish_seen_subcommand_from login token phone decrypt qrcode link scheme message check-text check-image" -f -a "check-image" -d 'Have a picture judged: exit 0 only when it passes'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l keep -d 'Keep the session key, sealed, for vh wx decrypt --openid'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -l show-session -d 'Print the session key too: whoever has it can open this user\'s data'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -l refresh -d 'Ask WeChat for a new one (20 times a day, 30 seconds apart)'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l openid -d 'The user who pressed the button: WeChat checks it' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -l full -d 'Show the whole number, not 138****6666'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from phone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l openid -d 'Use the session key that was kept for this user' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from decrypt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l scene -d 'What the page is told: 1 to 32 letters, digits and marks; any number of such codes can be made' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l page -d 'The page that --scene opens' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l kind -d 'The round code or the square one, of which 100 000 can be made in all' -r -f -a "round\t'The mini program\'s own round code'
square\t'A QR code'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l env -d 'Which version of the mini program it opens' -r -f -a "release\t'The published one'
trial\t'The one being tried'
develop\t'The one being written'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l width -d 'Width in dots, 280 to 1280' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l line-color -d 'The colour of the lines' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l out -d 'Write it to this file (- is standard output); without it a terminal shows it' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l no-check-path -d 'The page need not be published'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l auto-color -d 'Let WeChat choose the colour of the lines'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -l transparent -d 'Without a background (PNG)'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from qrcode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l query -d 'What the page is told, such as id=1&from=sms' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l env -d 'Which version of the mini program it opens' -r -f -a "release\t'The published one'
trial\t'The one being tried'
develop\t'The one being written'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l expires -d 'How long it lives, such as 2h or 7d; 30 days at most, and without it' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l query -d 'What the page is told, such as id=1&from=sms' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l env -d 'Which version of the mini program it opens' -r -f -a "release\t'The published one'
trial\t'The one being tried'
develop\t'The one being written'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l expires -d 'How long it lives, such as 2h or 7d; 30 days at most, and without it' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from scheme" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l to -d 'The user\'s openid' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l template -d 'The template\'s id' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s d -l data -d 'A field of the template, such as thing1=text; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l page -d 'What it opens: a page with its query' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l env -d 'Which version of the mini program it opens' -r -f -a "release\t'The published one'
trial\t'The one being tried'
develop\t'The one being written'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l locale -d 'Language of the frame around it: zh_CN, en_US, zh_HK, zh_TW' -r -f -a "zh_CN\t''
en_US\t''
zh_HK\t''
zh_TW\t''"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from message" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l openid -d 'Who wrote it: WeChat wants a user of the last two hours' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l scene -d 'Where it would be shown' -r -f -a "profile\t'A profile'
comment\t'A comment'
forum\t'A forum'
social\t'A social log'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l title -d 'The title above it' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l nickname -d 'The writer\'s name' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l signature -d 'The writer\'s motto, in a profile' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-text" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l openid -d 'Who sent it, for a URL: WeChat wants a user of the last two hours' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l scene -d 'Where it would be shown, for a URL' -r -f -a "profile\t'A profile'
comment\t'A comment'
forum\t'A forum'
social\t'A social log'"
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand wx; and __fish_seen_subcommand_from check-image" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "login" -d 'Log in with a code of wx.login, and keep the session'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "logout" -d 'Forget the session'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "profile" -d 'Show who is logged in, as the backend told at login'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "message" -d 'Say something to the assistant; a streamed answer is printed as it comes'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "upload" -d 'Upload a file'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "transcribe" -d 'Turn a recording into text: upload it, then ask for its words'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "record" -d 'Record from the microphone as the mini program does: at most 60 s, 16 kHz, mono, 48 kbit/s MP3'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "share" -d 'Tell the backend of a share'
complete -c vh -n "__fish_vh_using_subcommand gateway; and not __fish_seen_subcommand_from login logout profile message upload transcribe record share pay" -f -a "pay" -d 'Ask for an order, and show what wx.requestPayment takes'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l session -d 'The conversation; the login\'s own without it' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l type -d 'The kind of content' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -l no-stream -d 'Ask for the answer in one piece'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from message" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l path -d 'A path of the backend, sent as it is' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from transcribe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l out -d 'Where to; the current directory under a name with the time without it' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l seconds -d 'The longest it may be, up to 60' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l device -d 'The input, as the recorder names it' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -l transcribe -d 'Upload it and print its words'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from record" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l title -d 'The title' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l path -d 'The page it opens, with its query' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l image -d 'Its picture: a URL, or a file that is uploaded first' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from share" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s d -l data -d 'The order as JSON: text, @FILE, or @- for standard input' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s O -l option -d 'A field of the order, merged last; JSON or plain text; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l expect-status -d 'Succeed with this HTTP status, and with no other (exit 6)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l max-latency -d 'Fail when the whole answer took longer than this (exit 8)' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l account -d 'The table of the configuration, where there are several' -r
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand gateway; and __fish_seen_subcommand_from pay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand api" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand api" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand api" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand api" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand api" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand api" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand api" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand api" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand api" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand api" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand api" -s d -l data -d 'Body: text, @FILE, or @- for standard input' -r
complete -c vh -n "__fish_vh_using_subcommand api" -s H -l header -d 'Further header; may be repeated (never a secret)' -r
complete -c vh -n "__fish_vh_using_subcommand api" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand api" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand api" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand api" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand api" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand api" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand api" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand api" -s i -l include -d 'Print status and headers before the body'
complete -c vh -n "__fish_vh_using_subcommand api" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand init" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand init" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand init" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand init" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand init" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand init" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand init" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand init" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand init" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand init" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand init" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand init" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand init" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand init" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand init" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand init" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand init" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "path" -d 'Print where the configuration file is, or would be'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "show" -d 'Show every value in force, and where it comes from'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "explain" -d 'Show which layer sets a key, and which ones it hides'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "get" -d 'Print the value of a key'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "set" -d 'Set a key in the file; comments stay'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "unset" -d 'Remove a key from the file'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "edit" -d 'Open the file in $VISUAL or $EDITOR, and check it before it is kept'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "check" -d 'Check the file, and follow every reference to a secret'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "import" -d 'Take over the object stores that another tool is set up for'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check import init" -f -a "init" -d 'The same as vh init'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -l stdin -d 'Read the value from standard input'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l file -d 'Its file, when it is not where the tool looks for it' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -f -a "ls" -d 'List the profiles'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -f -a "use" -d 'Make a profile the default (- for none)'
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -f -a "show" -d 'Show what a profile changes'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -f -a "info" -d 'Where the state is, what it holds, and whether it is sound'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -f -a "purge" -d 'Remove what is older than state.keep, and what has expired'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -f -a "backup" -d 'Copy the state, consistent while others use it, into a new directory'
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -f -a "move" -d 'Copy everything to another state: sqlite:DIR or postgres://user@host/database'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l older-than -d 'Remove what is older than this instead, such as 30d' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand doctor" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand doctor" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand doctor" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand doctor" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand doctor" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand doctor" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand doctor" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand doctor" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand doctor" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand doctor" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand doctor" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand doctor" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand doctor" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand doctor" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand doctor" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand doctor" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand doctor" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand doctor" -l offline -d 'Send nothing'
complete -c vh -n "__fish_vh_using_subcommand doctor" -l fix -d 'Mend what can be mended without a question: permissions of our own files'
complete -c vh -n "__fish_vh_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand demo" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand demo" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand demo" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand demo" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand demo" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand demo" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand demo" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand demo" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand demo" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand demo" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand demo" -l break -d 'Make the sandbox misbehave for this row: the row must fail' -r
complete -c vh -n "__fish_vh_using_subcommand demo" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand demo" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand demo" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand demo" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand demo" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand demo" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand demo" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l port-file -d 'Write the addresses as JSON to this file once all servers listen' -r -F
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l script -d 'Misbehave as this TOML file says' -r -F
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand completions" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand completions" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand completions" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand completions" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand completions" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand completions" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand completions" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand completions" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand completions" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand completions" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand completions" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand completions" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand completions" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand completions" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand completions" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand completions" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand completions" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand help" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand help" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand help" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand help" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand help" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand help" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand help" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand help" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand help" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand help" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand help" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand help" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand help" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand help" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand help" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand help" -s n -l dry-run -d 'Show the requests; send and change nothing'
complete -c vh -n "__fish_vh_using_subcommand help" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
