// Go without any module: the agent adds the token, so this program holds no secret.
//
//	onetoken-agent &
//	AGENT_URL=http://127.0.0.1:8787 go run .
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 30 * time.Second}

func main() {
	agent := os.Getenv("AGENT_URL")
	if agent == "" {
		agent = "http://127.0.0.1:8787"
	}
	for page := 1; page <= 2; page++ {
		total, err := queues(agent, page)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d queues, page %d\n", total, page)
	}
}

func queues(agent string, page int) (int, error) {
	answer, err := client.Get(fmt.Sprintf("%s/api/v2/routing/queues?pageSize=5&pageNumber=%d", agent, page))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("HTTP %s", answer.Status)
	}
	var body struct{ Total int }
	err = json.NewDecoder(answer.Body).Decode(&body)
	return body.Total, err
}
