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
complete -c vh -n "__fish_vh_needs_command" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_needs_command" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_needs_command" -s V -l version -d 'Print version'
complete -c vh -n "__fish_vh_needs_command" -f -a "chat" -d 'Ask a large model; the answer streams to standard output'
complete -c vh -n "__fish_vh_needs_command" -f -a "image" -d 'Make pictures from text'
complete -c vh -n "__fish_vh_needs_command" -f -a "speak" -d 'Speak a text: into a file, a pipe or the loudspeaker'
complete -c vh -n "__fish_vh_needs_command" -f -a "transcribe" -d 'Write down what is said in a recording'
complete -c vh -n "__fish_vh_needs_command" -f -a "talk" -d 'Talk with a model by voice: record, transcribe, answer, speak'
complete -c vh -n "__fish_vh_needs_command" -f -a "session" -d 'Conversations that are kept'
complete -c vh -n "__fish_vh_needs_command" -f -a "models" -d 'List the models a provider offers'
complete -c vh -n "__fish_vh_needs_command" -f -a "route" -d 'Choose a model by cost, speed, quality and what calls have shown'
complete -c vh -n "__fish_vh_needs_command" -f -a "usage" -d 'What was spent: tokens and cost per provider and model'
complete -c vh -n "__fish_vh_needs_command" -f -a "store" -d 'Move files to, from and between object stores'
complete -c vh -n "__fish_vh_needs_command" -f -a "api" -d 'Send any call of a configured table, signed, and print the answer'
complete -c vh -n "__fish_vh_needs_command" -f -a "init" -d 'Set up a configuration'
complete -c vh -n "__fish_vh_needs_command" -f -a "config" -d 'Show and change the configuration'
complete -c vh -n "__fish_vh_needs_command" -f -a "profile" -d 'Show and choose profiles'
complete -c vh -n "__fish_vh_needs_command" -f -a "state" -d 'What outlives a command: figures, tokens, conversations'
complete -c vh -n "__fish_vh_needs_command" -f -a "doctor" -d 'Find what could keep the next command from working'
complete -c vh -n "__fish_vh_needs_command" -f -a "demo" -d 'Run every capability against the embedded sandbox'
complete -c vh -n "__fish_vh_needs_command" -f -a "sandbox" -d 'Servers of all providers on loopback, or a command run against them'
complete -c vh -n "__fish_vh_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c vh -n "__fish_vh_needs_command" -f -a "help" -d 'Help on a command or a topic: exit-codes, config, environment'
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
complete -c vh -n "__fish_vh_using_subcommand chat" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand image" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand speak" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand transcribe" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand transcribe" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
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
complete -c vh -n "__fish_vh_using_subcommand talk" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand session; and not __fish_seen_subcommand_from ls show rm export" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from rm" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand session; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c vh -n "__fish_vh_using_subcommand models" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and not __fish_seen_subcommand_from select show models stats explain reset" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from select" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from models" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from stats" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from explain" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand route; and __fish_seen_subcommand_from reset" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand usage" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand store; and not __fish_seen_subcommand_from put get cat ls stat rm cp mv sync du verify buckets mb rb restore sign multipart" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s r -l recursive -d 'Directories with all that is in them'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l version-id -d 'This version of the object' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s j -l jobs -d 'So many streams at once' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l part-size -d 'Size of a part, such as 64M' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l limit-rate -d 'At most so many bytes a second, all streams together, such as 2M' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l checksum -d 'Hold what carries no checksum against its MD5, at the cost of another reading'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l version-id -d 'This version of the object' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l limit -d 'At most so many' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l exclude -d 'Not names that match; may be repeated' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s r -l recursive -d 'All objects below, not only up to the next /'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l versions -d 'All versions and delete markers'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l version-id -d 'This version of the object' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s a -l all -d 'Show tags and access rule too'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from stat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l exclude -d 'Not names that match; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l version-id -d 'This version of the object' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from cp" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mv" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l delete -d 'Remove what the source does not have, after everything else went well'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l checksum -d 'Compare contents by their checksums'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l size-only -d 'Compare sizes only'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l exclude -d 'Not names that match; may be repeated' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from du" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l include -d 'Only names that match: * any run, ? any one, [ab] any of these; may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l exclude -d 'Not names that match; may be repeated' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s r -l recursive -d 'All objects below a prefix'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from verify" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from buckets" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from mb" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from rb" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l days -d 'Readable for so many days' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l tier -d 'How fast, in the vendor\'s word: Expedited, Standard, Bulk' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l method -d 'What it allows' -r -f -a "GET\t'Read'
PUT\t'Write'"
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l expires -d 'How long it lives' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l content-type -d 'The content type that whoever writes must send' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-type -d 'Content type of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-disposition -d 'Content-Disposition of the answer, such as attachment; filename="a.mp3"' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-cache-control -d 'Cache-Control of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-encoding -d 'Content-Encoding of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-content-language -d 'Content-Language of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l response-expires -d 'Expires of the answer' -r
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l version-id -d 'This version of the object' -r
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from sign" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s r -l recursive -d 'Directories with all that is in them'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l no-resume -d 'Start anew instead of going on where an earlier run stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l if-not-exists -d 'Fail instead of replacing what is there'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -l explain -d 'On a refused signature, show what was signed here and there, and name the first difference'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "put" -d 'Send a file in parts; the same command again goes on where it stopped'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "ls" -d 'List unfinished transfers: this machine\'s, or all of a store'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "parts" -d 'List the parts of an unfinished upload'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "resume" -d 'Go on with unfinished transfers of this machine, all or those named'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "abort" -d 'Give up an unfinished upload; its parts are removed'
complete -c vh -n "__fish_vh_using_subcommand store; and __fish_seen_subcommand_from multipart" -a "gc" -d 'Give up unfinished uploads that are old'
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
complete -c vh -n "__fish_vh_using_subcommand api" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand init" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand init" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s P -l profile -d 'Use this profile of the configuration' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l config -d 'Read this configuration file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l set -d 'Set a configuration key for this run (never a secret); may be repeated' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s o -l output -d 'Form of the output' -r -f -a "human\t'Tables and text for a person'
plain\t'Tab-separated values without headings'
json\t'One JSON object per line'
jsonl\t'The same; for chat, events as they arrive'"
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l log-file -d 'Also write notes and traces to this file' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l color -d 'Colours: auto, always or never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l deadline -d 'End with exit code 124 after this long, such as 30s or 5m' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l proxy -d 'Proxy for all requests: http://, https:// or socks5h://' -r
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l ca-cert -d 'PEM file of further certificate authorities' -r -F
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l lang -d 'Language of messages' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s q -l quiet -d 'Only results and errors: no notes, no bars'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s v -l verbose -d 'Tell more: -v who answered and why, -vv one line per request'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l debug -d 'Show headers and bodies of requests and answers, secrets removed'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l no-input -d 'Never ask; fail instead'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s y -l yes -d 'Approve what would otherwise be asked'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "path" -d 'Print where the configuration file is, or would be'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "show" -d 'Show every value in force, and where it comes from'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "explain" -d 'Show which layer sets a key, and which ones it hides'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "get" -d 'Print the value of a key'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "set" -d 'Set a key in the file; comments stay'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "unset" -d 'Remove a key from the file'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "edit" -d 'Open the file in $VISUAL or $EDITOR, and check it before it is kept'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "check" -d 'Check the file, and follow every reference to a secret'
complete -c vh -n "__fish_vh_using_subcommand config; and not __fish_seen_subcommand_from path show explain get set unset edit check init" -f -a "init" -d 'The same as vh init'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from path" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from explain" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from set" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from unset" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c vh -n "__fish_vh_using_subcommand config; and __fish_seen_subcommand_from init" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand profile; and not __fish_seen_subcommand_from ls use show" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from use" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand profile; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand state; and not __fish_seen_subcommand_from info purge backup move" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from info" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from purge" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from backup" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand state; and __fish_seen_subcommand_from move" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand doctor" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand demo" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand sandbox" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand completions" -s n -l dry-run -d 'Show the requests, send nothing'
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
complete -c vh -n "__fish_vh_using_subcommand help" -s n -l dry-run -d 'Show the requests, send nothing'
complete -c vh -n "__fish_vh_using_subcommand help" -l dump-curl -d 'Print each request as a curl command, secrets as variables'
complete -c vh -n "__fish_vh_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
