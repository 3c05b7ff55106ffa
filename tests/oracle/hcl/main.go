// Reads texts on stdin and says what the Go libraries that Consul is built with make of them: the other side of the differential test.
// A request is a mode byte ('h' HCL, 'j' encoding/json), the length as 4 bytes big endian, the text. An answer is a length and a line:
// the verdict of the parser, the verdict of the decoder, the syntax tree and the values, separated by tabs.
// With a file and a number as arguments it measures the parser instead.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/hcl"
	"github.com/hashicorp/hcl/hcl/ast"
	"github.com/hashicorp/hcl/hcl/parser"
)

func main() {
	if len(os.Args) == 3 {
		measure(os.Args[1], os.Args[2])
		return
	}
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	head := make([]byte, 5)
	for {
		if _, err := io.ReadFull(in, head); err != nil {
			return
		}
		text := make([]byte, binary.BigEndian.Uint32(head[1:]))
		if _, err := io.ReadFull(in, text); err != nil {
			return
		}
		answer := judge(head[0], text)
		binary.Write(out, binary.BigEndian, uint32(len(answer)))
		out.WriteString(answer)
		out.Flush()
	}
}

// measure parses a file as often as is asked and prints the time of each round in nanoseconds.
func measure(path, rounds string) {
	text, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	count, _ := strconv.Atoi(rounds)
	for i := 0; i < count; i++ {
		start := time.Now()
		if _, err := parser.Parse(text); err != nil {
			panic(err)
		}
		fmt.Println(time.Since(start).Nanoseconds())
	}
}

func judge(mode byte, text []byte) string {
	parsed, tree := verdict(func() (string, error) {
		if mode == 'j' {
			return "", nil
		}
		file, err := hcl.ParseBytes(text)
		if err != nil {
			return "", err
		}
		var b strings.Builder
		dump(&b, file.Node)
		return b.String(), nil
	})
	decoded, values := verdict(func() (string, error) {
		var raw map[string]interface{}
		var err error
		if mode == 'j' {
			err = json.Unmarshal(text, &raw)
		} else {
			err = hcl.Decode(&raw, string(text))
		}
		if err != nil {
			return "", err
		}
		var b strings.Builder
		show(&b, raw)
		return b.String(), nil
	})
	return parsed + "\t" + decoded + "\t" + tree + "\t" + values
}

func verdict(f func() (string, error)) (word, text string) {
	defer func() {
		if recover() != nil {
			word, text = "panic", ""
		}
	}()
	text, err := f()
	if err != nil {
		return "refused", ""
	}
	return "accepted", text
}

func dump(b *strings.Builder, node ast.Node) {
	switch n := node.(type) {
	case *ast.ObjectList:
		b.WriteString("{")
		for _, item := range n.Items {
			for _, key := range item.Keys {
				b.WriteString(quote(key.Token.Text))
			}
			b.WriteString("=")
			dump(b, item.Val)
		}
		b.WriteString("}")
	case *ast.ObjectType:
		dump(b, n.List)
	case *ast.ListType:
		b.WriteString("[")
		for _, element := range n.List {
			dump(b, element)
			b.WriteString(",")
		}
		b.WriteString("]")
	case *ast.LiteralType:
		b.WriteString(quote(n.Token.Text))
	}
}

func show(b *strings.Builder, value interface{}) {
	switch v := value.(type) {
	case map[string]interface{}:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool { return quote(names[i]) < quote(names[j]) })
		b.WriteString("{")
		for _, name := range names {
			b.WriteString(quote(name) + "=")
			show(b, v[name])
		}
		b.WriteString("}")
	case []map[string]interface{}:
		b.WriteString("(")
		for _, element := range v {
			show(b, element)
		}
		b.WriteString(")")
	case []interface{}:
		b.WriteString("[")
		for _, element := range v {
			show(b, element)
			b.WriteString(",")
		}
		b.WriteString("]")
	case string:
		b.WriteString(quote(v))
	case int:
		fmt.Fprintf(b, "i%d", v)
	case float64:
		fmt.Fprintf(b, "f%016x", math.Float64bits(v))
	case bool:
		fmt.Fprintf(b, "%t", v)
	case nil:
		b.WriteString("null")
	default:
		fmt.Fprintf(b, "?%T", v)
	}
}

// The code points in hexadecimal: neither a tab nor a quote, and the same order in every language.
func quote(s string) string {
	var b strings.Builder
	b.WriteString("<")
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		fmt.Fprintf(&b, "%06x", r)
		s = s[size:]
	}
	b.WriteString(">")
	return b.String()
}
