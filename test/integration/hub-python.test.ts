import { expect, it } from 'vitest';
import { hubScene, TOKEN } from '../support/hub/scene.ts';
import { hasOfficialPython, python } from '../support/python.ts';

const PROGRAM = `
import io, json, os
from huggingface_hub import HfApi, HfFileSystem, hf_hub_download
from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError, EntryNotFoundError
api = HfApi()
out = {}
out["name"] = api.whoami()["name"]
out["url"] = str(api.create_repo("acme/p", private=True))
try:
    api.create_repo("acme/p")
except HfHubHTTPError as error:
    out["again"] = error.response.status_code
folder = os.environ["FOLDER"]
os.makedirs(folder + "/sub", exist_ok=True)
open(folder + "/a #1.txt", "w").write("small")
open(folder + "/sub/w.bin", "wb").write(bytes(range(256)) * 400)
out["commit"] = api.upload_folder(repo_id="acme/p", folder_path=folder, commit_message="from Python").oid
out["tree"] = sorted([one.path, one.size] for one in api.list_repo_tree("acme/p", recursive=True))
path = hf_hub_download("acme/p", "sub/w.bin", cache_dir=folder + "/../cache")
out["same"] = open(path, "rb").read() == bytes(range(256)) * 400
out["text"] = open(hf_hub_download("acme/p", "a #1.txt", cache_dir=folder + "/../cache")).read()
with HfFileSystem().open("acme/p/sub/w.bin", "rb") as file:
    file.seek(256 * 3 + 5)
    out["range"] = list(file.read(4))
out["discussions"] = [[one.num, one.title, one.is_pull_request] for one in api.get_repo_discussions("acme/m")]
out["comment"] = api.get_discussion_details("acme/m", 1).events[0].content
out["titles"] = [one.title for one in api.list_repo_commits("acme/p")]
def refusal(act):
    try:
        act()
    except Exception as error:
        return type(error).__name__
out["refusals"] = [
    refusal(lambda: hf_hub_download("acme/p", "none.txt", cache_dir=folder + "/../cache")),
    refusal(lambda: api.model_info("acme/none")),
    refusal(lambda: api.model_info("acme/p", revision="none")),
    refusal(lambda: hf_hub_download("acme/gated", "a.txt", cache_dir=folder + "/../cache")),
]
print(json.dumps(out))
`;

it.for(['basic', 'multipart'] as const)(
  'the official Python client takes the loopback Hub for a Hub, for everything that our tests ask of it, with large files by %s',
  async (transfer, { skip }) => {
    if (!hasOfficialPython()) skip('the official Python clients are not installed');
    const { hub, folder } = await hubScene();
    hub.transfer = transfer;
    const other = hub.addRepository('models/acme/m');
    other.discussions.push({ num: 1, title: 'help', isPullRequest: false, comments: ['hello'] });
    const gated = hub.addRepository('models/acme/gated');
    gated.put('a.txt', 'a');
    gated.gated = true;
    const env = {
      HF_ENDPOINT: hub.endpoint,
      HF_TOKEN: TOKEN,
      HOME: folder,
      FOLDER: `${folder}/upload`,
      HF_HUB_DISABLE_XET: '1',
      HF_HUB_DISABLE_PROGRESS_BARS: '1',
    };
    const answers = await python<Record<string, unknown>>(PROGRAM, env);
    expect(answers).toMatchObject({
      name: 'acme',
      url: `${hub.endpoint}/acme/p`,
      again: 409,
      commit: hub.repositories.get('models/acme/p')?.head.oid,
      tree: [
        ['a #1.txt', 5],
        ['sub/w.bin', 102_400],
      ],
      same: true,
      text: 'small',
      range: [5, 6, 7, 8],
      discussions: [[1, 'help', false]],
      comment: 'hello',
      titles: ['from Python', 'initial commit'],
      refusals: ['RemoteEntryNotFoundError', 'RepositoryNotFoundError', 'RevisionNotFoundError', 'GatedRepoError'],
    });
  },
);
